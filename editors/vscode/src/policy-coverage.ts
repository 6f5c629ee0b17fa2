/**
 * What the policies of a configuration pin, as coverage: a change that makes a policy fail is covered. In the gutter a
 * statement is green if every change to it is noticed, hatched if a policy asks for it and goes on holding after one
 * of them, and red if no policy asks for it.
 */
import * as vscode from 'vscode';
import type { Covered, Statement } from './policies';
import { rangeOf } from './showing';

/** The coverage of one file; counts are those of `dial-lint test --coverage`, which counts changes. */
export class PolicyCoverage extends vscode.FileCoverage {
  constructor(
    uri: vscode.Uri,
    private readonly statements: readonly Statement[],
  ) {
    const pinned = statements.filter(({ fate }) => fate === 'pinned').length;
    super(uri, new vscode.TestCoverageCount(pinned, statements.length));
  }

  /** Statement by statement; the changes to one are its branches. */
  get details(): vscode.StatementCoverage[] {
    return grouped(this.statements, ({ range }) => JSON.stringify(range)).map(changes => {
      const asked = changes.filter(({ fate }) => fate !== 'free').length;
      const range = rangeOf((changes[0] as Statement).range);
      return new vscode.StatementCoverage(
        asked,
        range,
        changes.map(change => branch(change, range)),
      );
    });
  }
}

/** The coverage of all files of some suites. */
export function coverageOf(suites: readonly Covered[]): PolicyCoverage[] {
  const statements = suites.flatMap(suite => suite.statements);
  return grouped(statements, ({ uri }) => uri).map(
    ofFile => new PolicyCoverage(vscode.Uri.parse((ofFile[0] as Statement).uri), ofFile),
  );
}

function branch({ fate, could }: Statement, range: vscode.Range): vscode.BranchCoverage {
  return new vscode.BranchCoverage(fate === 'pinned', range, could);
}

function grouped<T>(values: readonly T[], key: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const name = key(value);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return [...groups.values()];
}
