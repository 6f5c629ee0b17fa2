/** Asks the user whom and what a question is about, and shows why somebody can or cannot call something. */
import * as vscode from 'vscode';
import type { Reports } from './reports';
import { WHY } from './requests';
import type { Session } from './session';

/** The answer to a question that lacks something: what there is to choose from, and what is known. */
interface Choice {
  readonly callers: readonly string[];
  readonly objects: readonly string[];
  readonly caller: string | null;
  readonly object: string | null;
}

interface Chain {
  readonly text: string;
}

export type WhyAnswer = Choice | Chain;

/** Asks about what is at the cursor and, of what that leaves open, about what the user chooses. */
export async function askWhy(
  session: Session,
  document: vscode.TextDocument,
  reports: Reports,
): Promise<void> {
  const cursor = vscode.window.activeTextEditor?.selection.active;
  const position = cursor && { line: cursor.line, character: cursor.character };
  const uri = document.uri.toString();
  const answer = await session.execute<WhyAnswer>(WHY, uri, position ? { position } : undefined);
  if (answer) await showWhy(session, uri, answer, reports);
}

/** Shows an answer of the server to a question about a file; asks the user first for what the question lacks. */
export async function showWhy(
  session: Session,
  uri: string,
  answer: WhyAnswer,
  reports: Reports,
): Promise<void> {
  if ('text' in answer) return reports.showText('Why.txt', answer.text);
  const caller = answer.caller ?? (await chosen(answer.callers, 'Who calls?'));
  if (caller === undefined) return;
  const object = answer.object ?? (await chosen(answer.objects, `What does ${caller} call?`));
  if (object === undefined) return;
  const chain = await session.execute<Chain>(WHY, uri, { caller, object });
  if (chain) await reports.showText('Why.txt', chain.text);
}

async function chosen(labels: readonly string[], title: string): Promise<string | undefined> {
  return vscode.window.showQuickPick(labels, { title });
}
