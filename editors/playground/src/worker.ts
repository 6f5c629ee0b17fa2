/** The language server under Pyodide. Nothing but the files of this page is loaded, and nothing is sent. */
import { loadPyodide } from 'pyodide';
import program from './serving.py';
import type { Asked, Question, Told } from './talk.ts';

const LIBRARIES = '/lib/dial';

function tell(message: Told, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}

async function start(): Promise<(asked: Asked) => void> {
  const bundle = fetch('bundle.zip').then(answer => answer.arrayBuffer());
  const python = await loadPyodide({ indexURL: './', stdout: () => undefined, stderr: () => undefined });
  python.unpackArchive(await bundle, 'zip', { extractDir: LIBRARIES });
  python.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(LIBRARIES)})`);
  const module = python.globals.get('dict')();
  python.runPython(program, { globals: module });
  const serving = module.get('Serving')((message: string) => tell({ message }));
  const answers: Record<Question['about'], (of: string) => string | null | Promise<string>> = {
    access: of => serving.access(of),
    example: of => module.get('example')(of) ?? null,
    versions: () => module.get('versions')(),
  };
  const answer = async ({ about, of, number }: Question) =>
    tell({ answer: await answers[about](of), number });
  return asked => {
    if ('message' in asked) serving.receive(asked.message);
    else if ('file' in asked) module.get('put')(asked.file, asked.text ?? undefined);
    else void answer(asked);
  };
}

const waiting: Asked[] = [];
let handle = (asked: Asked): void => {
  waiting.push(asked);
};
addEventListener('message', (event: MessageEvent<Asked>) => handle(event.data));
start().then(
  running => {
    handle = running;
    waiting.forEach(running);
    tell({ ready: true });
  },
  (error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }),
);
