/** The editor around the page, if there is one: it goes to places, keeps what is shown, and sends new answers. */

/** @typedef {{ postMessage: (message: unknown) => void, getState: () => unknown, setState: (state: unknown) => void }} Editor */
/** @typedef {{ data?: string, show?: string, stale?: string }} Message */

/** @type {Editor | null} */
const editor = 'acquireVsCodeApi' in globalThis ? Reflect.get(globalThis, 'acquireVsCodeApi')() : null;

/** Whether the page is shown by an editor. */
export const isInEditor = editor !== null;

/** Has the editor keep what is shown, for when the page is out of sight and comes back. @param {object} shown */
export function keep(shown) {
  editor?.setState(shown);
}

/** What was kept. @template {object} Shown @param {Shown} otherwise @returns {Shown} */
export function keptBefore(otherwise) {
  return { ...otherwise, .../** @type {Partial<Shown> | undefined} */ (editor?.getState()) };
}

/**
 * Calls back with what the editor sends: new data, the address of an answer to show, why there are no newer answers.
 *
 * @param {(message: Message) => void} receive
 */
export function onMessage(receive) {
  if (!editor) return;
  document.documentElement.classList.add('in-editor');
  addEventListener('message', event => receive(event.data));
  document.addEventListener('click', goTo);
  editor.postMessage({ ready: true });
}

/** Asks the editor to go to the place that was clicked. @param {MouseEvent} event */
function goTo({ target }) {
  const place = target instanceof Element ? target.closest('[data-uri]') : null;
  if (!(place instanceof HTMLElement)) return;
  const { uri, line, column } = place.dataset;
  editor?.postMessage({ goTo: { uri, line: Number(line), column: Number(column) } });
}
