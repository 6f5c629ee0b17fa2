/** Somebody reads the access page with a mouse. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browsing, texts } from './given.mjs';

const open = browsing();
const ROWS = '.matrix [data-side]';
const COLUMNS = '.matrix [data-head]';

test('the matrix has a column for equal callers and a row for each object', async () => {
  const page = await open('team');
  assert.deepEqual(await texts(page, COLUMNS), ['key 1 Reports +1', 'key 2 Website +3', 'role admin ★']);
  assert.deepEqual(await texts(page, ROWS), ['gpt-4', 'gpt-3.5', 'health']);
  assert.deepEqual(await texts(page, '.matrix [data-row="0"] td'), ['◐', '·', '●']);
});

test('a text filters objects, callers, roles, and members of a column, which are then named', async () => {
  const page = await open('team');
  const shown = async (/** @type {string} */ text) => {
    await page.fill('#filter', text);
    return [await texts(page, COLUMNS), await texts(page, ROWS), await texts(page, '.count')];
  };
  const [all, rows] = [await texts(page, COLUMNS), await texts(page, ROWS)];
  assert.deepEqual(await shown('GPT-4'), [all, ['gpt-4'], ['1 of 3 objects, 3 of 3 columns']]);
  assert.deepEqual(await shown('anybody'), [['anybody +3'], rows, ['3 of 3 objects, 1 of 3 columns']]);
  assert.deepEqual(await shown('visitor'), [['key 2 Website +3'], rows, ['3 of 3 objects, 1 of 3 columns']]);
  assert.deepEqual(await shown('reports health'), [
    ['key 1 Reports +1'],
    ['health'],
    ['1 of 3 objects, 1 of 3 columns'],
  ]);
  assert.deepEqual(await shown('nobody of that name'), [[], [], ['0 of 3 objects, 0 of 3 columns']]);
  assert.deepEqual(await texts(page, '#view'), ['Nothing matches.']);
  await page.click('text=clear');
  assert.deepEqual([await texts(page, COLUMNS), await texts(page, ROWS)], [all, rows]);
});

test('facts are buttons that filter', async () => {
  const page = await open('team');
  assert.deepEqual(await texts(page, '.fact'), [
    '2 open to everybody',
    '0 no key reaches',
    '1 a key calls without any limit',
    '0 let in, but fail',
  ]);
  await page.click('text=open to everybody');
  assert.deepEqual(await texts(page, ROWS), ['gpt-3.5', 'health']);
  assert.equal(await page.getAttribute('[data-fact="open"]', 'aria-pressed'), 'true');
  await page.click('text=open to everybody');
  assert.equal((await texts(page, ROWS)).length, 3);
  assert.ok(await page.isDisabled('[data-fact="fails"]'));
});

test('a cell explains itself', async () => {
  const page = await open('team');
  await page.click('.matrix [data-row="0"] td >> nth=0');
  assert.deepEqual(await texts(page, '#panel h2'), ['key 1 Reports → model gpt-4']);
  assert.deepEqual(await texts(page, '#panel .answer'), [
    'Key 1 (project "Reports") may call model "gpt-4", 5,000 tokens a minute, 100,000 tokens a day.',
  ]);
  assert.deepEqual(await texts(page, '#panel .chip'), ['key 1 Reports', 'role analyst', 'model gpt-4']);
  assert.deepEqual(await texts(page, '#panel .limits .counts'), ['5,000 counts', '100,000 counts']);
  assert.deepEqual(await texts(page, '#panel .why pre'), [
    '"roles": ["analyst"]',
    '"userRoles": ["analyst", "admin"]',
    '"gpt-4": {"minute": 5000, "day": 100000}',
  ]);
  assert.deepEqual(await texts(page, '#panel .pair .name'), ['role analyst', 'role admin']);
  assert.deepEqual(await texts(page, '#panel .names'), ['role analyst']);
  await page.click('#panel .names button');
  assert.deepEqual(await texts(page, '#panel h2'), ['role analyst → model gpt-4']);
});

test('the way from a role names it once', async () => {
  const ways = {
    '#role=analyst&to=gpt-4': ['role analyst', '→', 'model gpt-4'],
    '#role=visitor&to=gpt-4': ['role visitor', '→', 'no common role', '→', 'model gpt-4'],
    '#role=analyst&to=gpt-3.5': ['role analyst', '→', 'everybody', '→', 'model gpt-3.5'],
    '#key=Reports&to=gpt-4': ['key 1 Reports', '→', 'role analyst', '→', 'model gpt-4'],
    '#key=Website&to=gpt-4': ['key 2 Website', '→', 'no common role', '→', 'model gpt-4'],
  };
  for (const [address, way] of Object.entries(ways)) {
    assert.deepEqual(await texts(await open('team', address), '#panel .way > span'), way);
  }
});

test('heads of rows and columns tell of an object and of callers', async () => {
  const page = await open('team');
  await page.click('.matrix [data-head="1"]');
  assert.deepEqual(await texts(page, '#panel .members strong'), [
    'key 2 Website',
    'role default',
    'role visitor',
    'anybody',
  ]);
  await page.click('.matrix [data-side="0"]');
  assert.deepEqual(await texts(page, '#panel .chip'), ['role analyst', 'role admin']);
  await page.click('text=who may call it?');
  assert.deepEqual(await texts(page, '#view > .list .name'), ['key 1 Reports', 'role analyst', 'role admin']);
  assert.deepEqual(await texts(page, '#view summary'), ['4 more may not call it']);
});

test('addresses open answers, and what is opened has an address', async () => {
  const page = await open('team', '#key=Website&to=gpt-4');
  assert.deepEqual(await texts(page, '#panel h2'), ['key 2 Website → model gpt-4']);
  assert.deepEqual(await texts(page, '.matrix .chosen'), ['·']);
  await page.click('.matrix [data-row="2"] td >> nth=0');
  assert.equal(new URL(page.url()).hash, '#key=1&to=health');
  await page.click('text=By object');
  assert.equal(new URL(page.url()).hash, '#view=object&key=1&to=health');
  await page.goto(page.url().replace(/#.*/, '#key=99&to=gpt-9'));
  assert.deepEqual(await texts(page, '#panel p'), ['This page knows no key 99 and no object gpt-9.']);
  await page.goto(page.url().replace(/#.*/, '#role=analyst&to=gpt-4&q=gpt&fact=open'));
  assert.deepEqual(await texts(page, '#panel h2'), ['role analyst → model gpt-4']);
  assert.deepEqual(await texts(page, ROWS), ['gpt-3.5']);
});

test('who spends most is told by what holds it back', async () => {
  const page = await open('crowd', '#view=spending');
  const rows = await texts(page, '.spending tbody tr');
  assert.match(rows[0] ?? '', /unbounded/);
  assert.ok(rows.some(row => / unbounded .*, … \d+ statements? would bound it$/.test(row)));
  assert.ok(rows.some(row => /^(role|key) .* [\d.]+ [\d.]+ [\d.]+ .*crowd\.json:\d+:\d+$/.test(row)));
});

test('a page about nothing says so', async () => {
  const page = await open('nothing');
  assert.deepEqual(await texts(page, '#view'), ['Nothing can be called here.']);
  for (const view of ['By caller', 'By object']) {
    await page.click(`text=${view}`);
    assert.deepEqual(await texts(page, '#view'), ['Nothing can be called here.']);
  }
});
