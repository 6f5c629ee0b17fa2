/** The worker with the server, as a transport of messages and as a file system. */
import type { Transport } from '@codemirror/lsp-client';
import type { Asked, Question, Told } from './talk.ts';

export class Server implements Transport {
  readonly started: Promise<void>;
  readonly #worker = new Worker('worker.js', { type: 'module' });
  readonly #handlers = new Set<(message: string) => void>();
  readonly #answers: ((text: string | null) => void)[] = [];

  constructor() {
    this.started = new Promise((resolve, reject) => {
      this.#worker.onerror = event => reject(new Error(event.message || 'the worker cannot be loaded'));
      this.#worker.onmessage = (event: MessageEvent<Told>) => this.#take(event.data, resolve, reject);
    });
  }

  send(message: string): void {
    this.#ask({ message });
  }

  subscribe(handler: (message: string) => void): void {
    this.#handlers.add(handler);
  }

  unsubscribe(handler: (message: string) => void): void {
    this.#handlers.delete(handler);
  }

  /** Writes a file beside the open ones; null deletes it. */
  put(file: string, text: string | null): void {
    this.#ask({ file, text });
  }

  /** The answer to a question. */
  answer(about: Question['about'], of = ''): Promise<string | null> {
    const number = this.#answers.length;
    return new Promise(resolve => {
      this.#answers.push(resolve);
      this.#ask({ about, of, number });
    });
  }

  #ask(asked: Asked): void {
    this.#worker.postMessage(asked);
  }

  #take(told: Told, resolve: () => void, reject: (error: Error) => void): void {
    if ('message' in told) for (const handler of this.#handlers) handler(told.message);
    else if ('answer' in told) this.#answers[told.number]?.(told.answer);
    else if ('ready' in told) resolve();
    else reject(new Error(told.failed));
  }
}
