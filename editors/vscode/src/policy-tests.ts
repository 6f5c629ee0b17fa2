/** Policies in the Test Explorer: states that follow what is typed, and what the policies pin as coverage. */
import * as vscode from 'vscode';
import { SECTION } from './choices';
import { atPauses } from './pausing';
import { type Covered, POLICIES, POLICY_COVERAGE, type Suite, suiteId, TEST_POLICIES } from './policies';
import { coverageOf, PolicyCoverage } from './policy-coverage';
import { PolicyItems } from './policy-items';
import { tellResult } from './policy-results';
import type { Session } from './session';

type RunHandler = vscode.TestRunProfile['runHandler'];

export class PolicyTests implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController(`${SECTION}.policies`, 'DIAL policies');
  private readonly items = new PolicyItems(this.controller);
  private readonly told = new Map<string, string>(); // what was told last, by suite and policy
  private followers = 0; // requests for coverage that follow what is typed

  constructor(private readonly session: Session) {
    const { Run, Coverage } = vscode.TestRunProfileKind;
    // States follow what is typed anyway; that runs can be continuous lets their user choose it for coverage.
    const profile = (label: string, kind: vscode.TestRunProfileKind, run: RunHandler) =>
      this.controller.createRunProfile(label, kind, run, true, undefined, true);
    profile('Ask policies', Run, (request, token) => this.run(request, token));
    const coverage = profile('What policies pin', Coverage, (request, token) =>
      request.continuous ? this.follow(request, token) : this.run(request, token, true),
    );
    coverage.loadDetailedCoverage = async (_, file) => (file instanceof PolicyCoverage ? file.details : []);
    this.controller.refreshHandler = () => this.refresh(TEST_POLICIES);
  }

  /** Shows the policies, and what became of them, as the server knows them now. Never rejects. */
  async refresh(request = POLICIES): Promise<void> {
    const suites = await this.ask<Suite>(request).catch(() => undefined); // a server that ends is told of elsewhere
    if (!suites) return;
    this.items.show(suites);
    this.tellNews();
  }

  /** Forgets all: no server runs. */
  forget(): void {
    this.told.clear();
    this.items.show([]);
  }

  dispose(): void {
    this.controller.dispose();
  }

  private async ask<T>(method: string, token?: vscode.CancellationToken): Promise<T[] | undefined> {
    return this.session.request<T[]>(method, {}, token);
  }

  /** Tells all states that are known, if any is another one than before. */
  private tellNews(): void {
    const all = this.items.asked(new vscode.TestRunRequest());
    const known = all.filter(item => this.items.policy(item)?.state !== 'unknown');
    // A run without coverage would take away the coverage that is shown.
    if (!known.some(item => this.isNews(item)) || this.followers > 0) return;
    const request = new vscode.TestRunRequest(known, undefined, undefined, true, true);
    const run = this.controller.createTestRun(request, 'DIAL policies', false);
    this.tell(run, known);
    run.end();
  }

  private isNews(item: vscode.TestItem): boolean {
    return this.told.get(keyOf(item)) !== JSON.stringify(this.items.policy(item));
  }

  private tell(run: vscode.TestRun, items: readonly vscode.TestItem[]): void {
    for (const item of items) {
      const policy = this.items.policy(item);
      if (!policy) continue;
      tellResult(run, item, policy);
      this.told.set(keyOf(item), JSON.stringify(policy));
    }
  }

  /** Asks the policies that a request is about, and what those beside them pin if that is wanted. */
  private async run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    wantsCoverage = false,
  ): Promise<void> {
    const run = this.controller.createTestRun(request);
    try {
      for (const item of this.items.asked(request)) run.started(item);
      this.items.show((await this.ask<Suite>(TEST_POLICIES, token)) ?? []);
      const asked = this.items.asked(request);
      this.tell(run, asked);
      if (wantsCoverage) await this.cover(run, asked, token);
    } catch (error) {
      run.appendOutput(`${error instanceof Error ? error.message : error}\r\n`);
    } finally {
      run.end();
    }
  }

  private async cover(
    run: vscode.TestRun,
    asked: readonly vscode.TestItem[],
    token: vscode.CancellationToken,
  ): Promise<void> {
    const suites = new Set(asked.map(item => item.parent?.id));
    const covered = (await this.ask<Covered>(POLICY_COVERAGE, token)) ?? [];
    for (const file of coverageOf(covered.filter(suite => suites.has(suiteId(suite))))) run.addCoverage(file);
  }

  /** Covers, and again whenever the typing pauses, until the request is cancelled. */
  private follow(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    this.followers++;
    token.onCancellationRequested(() => this.followers--);
    const { include, exclude, profile } = request;
    // A request that has had a run that ended takes no other one.
    const again = () =>
      this.run(new vscode.TestRunRequest(include, exclude, profile, true, true), token, true);
    atPauses(uri => this.items.areAbout(uri), again, token);
    return again();
  }
}

function keyOf(item: vscode.TestItem): string {
  return JSON.stringify([item.parent?.id, item.id]);
}
