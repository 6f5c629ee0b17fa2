/** The editor around the page, if there is one: it gets the places that are clicked, and sends new answers. */

/** @typedef {{ postMessage: (message: unknown) => void }} Editor */

/** @type {Editor | null} */
const editor = 'acquireVsCodeApi' in globalThis ? Reflect.get(globalThis, 'acquireVsCodeApi')() : null;

/** Whether the page is shown by an editor. */
export const isInEditor = editor !== null;

/** Asks the editor to go to a place. @param {number} file @param {number} line @param {number} column */
export function goTo(file, line, column) {
  editor?.postMessage({ goTo: { file, line, column } });
}

/** Has the editor keep the address of what is shown. @param {string} address */
export function keep(address) {
  editor?.postMessage({ shown: address });
}

/**
 * Calls back with what the editor sends: new data, or the address of an answer to show.
 *
 * @param {(message: { data?: unknown, show?: string }) => void} receive
 */
export function onMessage(receive) {
  if (!editor) return;
  addEventListener('message', event => receive(event.data));
  editor.postMessage({ ready: true });
}
