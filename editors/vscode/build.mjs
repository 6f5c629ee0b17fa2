/** Builds what the package holds: `node build.mjs`; with --tests also the unit tests, ready for `node --test`. */
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import esbuild from 'esbuild';

const tests = process.argv.includes('--tests');
const shared = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

if (tests) {
  await rm('build/unit', { recursive: true, force: true });
  const files = (await readdir('test/unit')).filter(file => file.endsWith('.test.ts'));
  await esbuild.build({
    ...shared,
    entryPoints: files.map(file => `test/unit/${file}`),
    outdir: 'build/unit',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
  });
} else {
  await esbuild.build({
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    format: 'cjs',
    external: ['vscode'],
    minify: true,
    legalComments: 'none',
  });
  // One original each: the licence of the project, and the schema that the linter itself uses.
  await cp('../../LICENSE', 'LICENSE');
  await mkdir('schemas', { recursive: true });
  await cp('../../dial_lsp/schema/aidial.config.schema.json', 'schemas/aidial.config.schema.json');
}
