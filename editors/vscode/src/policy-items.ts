/** The tree of policies: a policy file with a configuration, and its policies in their order. */
import * as vscode from 'vscode';
import { type Policy, type Suite, suiteId } from './policies';
import { rangeOf } from './showing';

export class PolicyItems {
  private readonly policies = new WeakMap<vscode.TestItem, Policy>();
  private files = new Set<string>();

  constructor(private readonly controller: vscode.TestController) {}

  /** Shows these suites and no others. An item stays while its policy has its name, so that it keeps its state. */
  show(suites: readonly Suite[]): void {
    const uris = suites.flatMap(({ uri, configuration }) => [uri, ...configuration]);
    this.files = new Set(uris.map(uri => vscode.Uri.parse(uri).toString()));
    this.controller.items.replace(suites.map((suite, index) => this.ofSuite(suite, index)));
  }

  /** Whether a file has policies, or is of a configuration that some are about. */
  areAbout(uri: vscode.Uri): boolean {
    return this.files.has(uri.toString());
  }

  /** What is known of a policy; undefined for a whole suite. */
  policy(item: vscode.TestItem): Policy | undefined {
    return this.policies.get(item);
  }

  /** The policies that a request is about and that are there. */
  asked({ include, exclude }: vscode.TestRunRequest): vscode.TestItem[] {
    const isOf = (list: readonly vscode.TestItem[], item: vscode.TestItem) =>
      list.includes(item) || (item.parent !== undefined && list.includes(item.parent));
    const all = children(this.controller.items).flatMap(suite => children(suite.children));
    return all.filter(item => (!include || isOf(include, item)) && !isOf(exclude ?? [], item));
  }

  private ofSuite(suite: Suite, index: number): vscode.TestItem {
    const uri = vscode.Uri.parse(suite.uri);
    const item = this.item(this.controller.items, suiteId(suite), vscode.workspace.asRelativePath(uri), uri);
    const names = suite.configuration.map(file => vscode.workspace.asRelativePath(vscode.Uri.parse(file)));
    item.description = names.join(', ');
    item.error = suite.error ? `${suite.error}; the last policies that could be read hold` : undefined;
    item.sortText = sortText(index);
    item.children.replace(suite.policies.map((policy, number) => this.ofPolicy(item, policy, number)));
    return item;
  }

  private ofPolicy(suite: vscode.TestItem, policy: Policy, number: number): vscode.TestItem {
    const item = this.item(suite.children, policy.id, policy.name, suite.uri);
    if (policy.state !== 'unknown') item.description = policy.message; // else what was known before
    item.range = rangeOf(policy.range);
    item.sortText = sortText(number);
    this.policies.set(item, policy);
    return item;
  }

  private item(
    known: vscode.TestItemCollection,
    id: string,
    label: string,
    uri?: vscode.Uri,
  ): vscode.TestItem {
    return known.get(id) ?? this.controller.createTestItem(id, label, uri);
  }
}

function children(items: vscode.TestItemCollection): vscode.TestItem[] {
  return [...items].map(([, item]) => item);
}

function sortText(index: number): string {
  return String(index).padStart(6, '0');
}
