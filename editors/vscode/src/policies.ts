/** What the server says of policies, as docs/language-server.md describes it. */
import type { Location, Range } from 'vscode-languageclient/node';

export const POLICIES = 'dial-lint/policies';
export const TEST_POLICIES = 'dial-lint/testPolicies';
export const POLICY_COVERAGE = 'dial-lint/policyCoverage';
export const POLICIES_CHANGED = 'dial-lint/policiesChanged';

/** A policy file with one of the configurations it is about. */
export interface OfSuite {
  readonly uri: string;
  readonly configuration: readonly string[];
}

export interface Suite extends OfSuite {
  readonly error: string | null;
  readonly policies: readonly Policy[];
}

export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly use: string | null;
  readonly range: Range;
  readonly state: 'holds' | 'fails' | 'unknown';
  readonly message: string;
  readonly problems: readonly string[];
  readonly breaches: readonly Breach[];
}

export interface Step {
  readonly message: string;
  readonly location: Location | null;
}

export interface Breach extends Step {
  readonly because: readonly Step[];
}

/** A change of the configuration, and whether a policy would notice it. */
export interface Statement extends Location {
  readonly fate: 'pinned' | 'asked' | 'free';
  readonly could: string;
}

export interface Covered extends OfSuite {
  readonly statements: readonly Statement[];
}

/** What no other suite has: a policy file may be about several configurations. */
export function suiteId({ uri, configuration }: OfSuite): string {
  return JSON.stringify([uri, ...configuration]);
}
