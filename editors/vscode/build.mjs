/** `node build.mjs` builds what the package holds, `node build.mjs --tests` the tests, into build/. */
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import esbuild from 'esbuild';

const shared = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

async function buildExtension() {
  await esbuild.build({
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    format: 'cjs',
    external: ['vscode'],
    minify: true,
  });
  // One original each: the licence of the project, and the schema that the linter itself uses.
  await cp('../../LICENSE', 'LICENSE');
  await mkdir('schemas', { recursive: true });
  await cp('../../dial_lsp/schema/aidial.config.schema.json', 'schemas/aidial.config.schema.json');
}

async function buildTests() {
  for (const folder of ['unit', 'person', 'host'])
    await rm(`build/${folder}`, { recursive: true, force: true });
  const tests = { ...shared, format: 'esm', outExtension: { '.js': '.mjs' }, packages: 'external' };
  for (const folder of ['unit', 'person']) {
    const files = (await readdir(`test/${folder}`)).filter(file => file.endsWith('.test.ts'));
    const entryPoints = files.map(file => `test/${folder}/${file}`);
    await esbuild.build({ ...tests, entryPoints, outdir: `build/${folder}` });
  }
  const main = 'test/machine/get-vscode.main.ts';
  await esbuild.build({ ...tests, entryPoints: { 'get-vscode': main }, outdir: 'build' });
  // What runs inside VS Code: an extension of its own, which is empty, and the suite.
  await esbuild.build({
    ...shared,
    entryPoints: ['test/host/suite.ts'],
    outdir: 'build/host',
    format: 'cjs',
    external: ['vscode'],
  });
  await buildStandIn('fake-python');
  await esbuild.build({
    ...shared,
    entryPoints: ['test/yaml-extension/main.ts'],
    outdir: 'build/yaml-extension',
    format: 'cjs',
    external: ['vscode'],
  });
  await cp('test/yaml-extension/package.json', 'build/yaml-extension/package.json');
  await buildStandIn('yaml-extension', 'build');
  for (const file of ['package.json', 'empty.js']) await cp(`test/host/${file}`, `build/host/${file}`);
}

/** A stand-in for an extension of others, as a package. */
async function buildStandIn(name, folder = 'test') {
  const { createVSIX } = await import('@vscode/vsce');
  const allowed = { allowMissingRepository: true, skipLicense: true };
  await createVSIX({
    cwd: `${folder}/${name}`,
    packagePath: `build/${name}.vsix`,
    dependencies: false,
    ...allowed,
  });
}

await (process.argv.includes('--tests') ? buildTests() : buildExtension());
