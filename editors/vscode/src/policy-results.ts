/** Tells a run of tests what became of policies. */
import * as vscode from 'vscode';
import type { Breach, Policy } from './policies';
import { locationOf } from './showing';

/** Gives an item the state of its policy. One that could not be asked, or that has a mistake itself, is an error. */
export function tellResult(run: vscode.TestRun, item: vscode.TestItem, policy: Policy): void {
  if (policy.state === 'holds') run.passed(item);
  else if (policy.state === 'unknown') run.skipped(item);
  else if (policy.problems.length > 0)
    run.errored(
      item,
      policy.problems.map(told => ofProblem(item, told)),
    );
  else run.failed(item, policy.breaches.map(ofBreach));
}

function ofProblem(item: vscode.TestItem, problem: string): vscode.TestMessage {
  const message = new vscode.TestMessage(problem);
  if (item.uri && item.range) message.location = new vscode.Location(item.uri, item.range.start);
  return message;
}

/** What breaks a policy, with the reasons as text and as places to go to. */
function ofBreach({ message, location, because }: Breach): vscode.TestMessage {
  const told = new vscode.TestMessage([message, ...because.map(step => `  ${step.message}`)].join('\n'));
  if (location) told.location = locationOf(location);
  told.stackTrace = because.flatMap(step => {
    const at = step.location && locationOf(step.location);
    return at ? [new vscode.TestMessageStackFrame(step.message, at.uri, at.range.start)] : [];
  });
  return told;
}
