import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeIn, placesIn } from '../../src/places';

test('a place leads a line', () => {
  assert.deepEqual(placeIn('  aidial.config.json:5:81   key 1 has "q" only'), {
    start: 2,
    end: 25,
    path: 'aidial.config.json',
    line: 5,
    column: 81,
  });
});

test('a place may stand alone', () => {
  assert.equal(placeIn('keys.json:3:73')?.end, 14);
});

test('a path may have blanks and a drive', () => {
  assert.equal(placeIn('  my files/a.json:1:2  x')?.path, 'my files/a.json');
  assert.equal(placeIn('  C:\\a.json:1:2  x')?.path, 'C:\\a.json');
});

test('other lines have none', () => {
  for (const line of ['Key 1 may call model "a:1:2":', '  -  nothing is written', '', '  a.json:1  x'])
    assert.equal(placeIn(line), undefined, line);
});

test('the comment behind a line of the merged configuration has several', () => {
  const line = '    "// b.json:9": 1,  // my files/a.json:3, prod.json:12';
  const found = placesIn(line);
  assert.deepEqual(
    found.map(place => [line.slice(place.start, place.end), place.path, place.line]),
    [
      ['my files/a.json:3', 'my files/a.json', 3],
      ['prod.json:12', 'prod.json', 12],
    ],
  );
  assert.deepEqual(placesIn('  "a": "  // b.json:9",'), []);
  assert.equal(placesIn('  a.json:1:2  x').length, 1);
});
