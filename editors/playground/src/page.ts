/** The page: what is open, what is said of it, and links to it. */
import { AccessView } from './access.ts';
import { createClient } from './client.ts';
import { byId, element } from './dom.ts';
import { EXAMPLES, type Example } from './examples.ts';
import { Files } from './files.ts';
import { Findings } from './findings.ts';
import { Server } from './server.ts';
import { addressOf, sharedIn } from './sharing.ts';

const notice = byId('notice');
const verdict = byId('verdict');
const core = byId<HTMLSelectElement>('core');
const examples = byId<HTMLSelectElement>('examples');

const server = new Server();
const client = createClient({
  found: ({ uri, diagnostics }) => {
    if (files.has(uri)) findings.take(uri, diagnostics);
  },
  status: status => {
    if (status.verdict === 'none') return;
    verdict.className = status.verdict;
    verdict.textContent = status.message;
  },
  show: uri => files.show(uri),
});
const findings = new Findings(client, byId('findings'));
const access = new AccessView(client, server, byId<HTMLIFrameElement>('access'), () => files.config);
const files = new Files(client, server, byId('files'), byId('editors'), {
  changed: () => access.changed(),
  closed: uri => findings.forget(uri),
});

function tell(text: string): void {
  notice.textContent = text;
  notice.hidden = text === '';
}

/** What the address names: a configuration, a rule's example, or nothing, which is the first example. */
async function openAddressed(): Promise<void> {
  tell('');
  const rule = /^#rule=(.+)$/.exec(location.hash)?.[1];
  try {
    const shared = await sharedIn(location.hash);
    if (shared) return open({ title: '', ...shared });
  } catch (error) {
    tell(`The link cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
  if (!rule) return open(EXAMPLES[0]);
  const text = await server.answer('example', decodeURIComponent(rule));
  if (text === null) tell(`There is no rule with the name ${decodeURIComponent(rule)}.`);
  return open(
    text === null ? EXAMPLES[0] : { title: '', core: 'latest', files: { 'aidial.config.json': text } },
  );
}

function open(example: Example): void {
  core.value = example.core;
  if (!core.value) core.value = 'latest';
  files.open(example.files, core.value);
  access.changed();
}

function chooseTab(chosen: 'findings' | 'access'): void {
  for (const name of ['findings', 'access']) {
    byId(`${name}-tab`).setAttribute('aria-selected', String(name === chosen));
    byId(name).hidden = name !== chosen;
  }
  access.changed();
}

async function share(): Promise<void> {
  const fragment = await addressOf({ files: files.texts, core: files.core });
  byId<HTMLInputElement>('address').value = location.href.split('#')[0] + fragment;
  byId<HTMLDialogElement>('sharing').showModal();
}

async function copy(): Promise<void> {
  const address = byId<HTMLInputElement>('address');
  address.select();
  await navigator.clipboard.writeText(address.value);
  byId('copy').textContent = 'Copied';
}

function listen(): void {
  examples.append(...EXAMPLES.map(({ title }) => element('option', {}, title)));
  core.addEventListener('change', () => files.choose(core.value));
  examples.addEventListener('change', () => open(EXAMPLES[examples.selectedIndex] ?? EXAMPLES[0]));
  for (const name of ['findings', 'access'] as const)
    byId(`${name}-tab`).addEventListener('click', () => chooseTab(name));
  byId('share').addEventListener('click', share);
  byId('copy').addEventListener('click', copy);
  byId('close').addEventListener('click', () => byId<HTMLDialogElement>('sharing').close());
  addEventListener('hashchange', openAddressed);
}

listen();
try {
  await server.started;
  client.connect(server);
  await client.initializing;
  const versions = ((await server.answer('versions')) ?? '').split(' ');
  core.append(...versions.map(version => element('option', {}, version)));
  await openAddressed();
} catch (error) {
  verdict.className = 'failed';
  verdict.textContent = `The linter cannot be started: ${error instanceof Error ? error.message : error}.`;
}
