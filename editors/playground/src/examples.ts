/** What can be tried with one click. */
import demo from '../../../docs/demo/aidial.config.json';
import base from '../examples/merged/base.json';
import keys from '../examples/merged/keys.json';
import guarded from '../examples/policies/aidial.config.json';
import policies from '../examples/policies/dial-policy.toml';
import start from '../examples/start.json';
import { POLICIES } from './policies.ts';
import type { Shared } from './sharing.ts';

export interface Example extends Shared {
  title: string;
}

export const EXAMPLES: readonly [Example, ...Example[]] = [
  { title: 'A file with mistakes', files: { 'aidial.config.json': demo }, core: 'latest' },
  { title: 'Two files, merged', files: { 'base.json': base, 'keys.json': keys }, core: 'latest' },
  {
    title: 'Policies that a configuration breaks',
    files: { 'aidial.config.json': guarded, [POLICIES]: policies },
    core: 'latest',
  },
  { title: 'A start of your own', files: { 'aidial.config.json': start }, core: 'latest' },
];
