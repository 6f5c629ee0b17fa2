/** What the page and its worker say to each other. */

/** The access page of a file, the example of a rule (null if there is none of that name), the versions of Core. */
export interface Question {
  about: 'access' | 'example' | 'versions';
  of: string;
  number: number;
}

/** To the worker: a message of the protocol, a file (null deletes it), or a question. */
export type Asked = { message: string } | { file: string; text: string | null } | Question;

/** From the worker. */
export type Told =
  | { message: string }
  | { answer: string | null; number: number }
  | { ready: true }
  | { failed: string };
