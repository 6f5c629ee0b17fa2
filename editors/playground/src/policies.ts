/** The file of policies: what must hold of the configuration beside it. */
import { oneOf } from './theme.ts';

export const POLICIES = 'dial-policy.toml';

/** What a new one begins with. */
export const FIRST_POLICY = `[[policy]]
name = "Nothing is open to everybody"
use = "open-to-all"
exactly = []
`;

export function arePolicies(uri: string): boolean {
  return oneOf(uri) === POLICIES;
}
