/** `npm run build` writes the page into dist/: static files, for any web server. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import esbuild from 'esbuild';

const PYODIDE = ['pyodide.asm.mjs', 'pyodide.asm.wasm', 'pyodide-lock.json', 'python_stdlib.zip'];
const python = process.env['PYTHON'] ?? 'python3';

/** Runs a program with the bundle's libraries; what it prints. @param {string} program */
function run(program) {
  const found = `import sys; sys.path.insert(0, 'build/bundle/libs'); sys.dont_write_bytecode = True; ${program}`;
  return execFileSync(python, ['-c', found], { encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** What a browser may do with the page: load its own files, run the script of the access page, and no more. */
function policy() {
  const script = run(
    "from dial_lsp.reports.pages.document import scripts; sys.stdout.write(scripts('access'))",
  );
  const digest = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${digest}'`,
    "style-src 'self' 'unsafe-inline'", // the editor sets styles of its own
    "connect-src 'self'",
    "worker-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

await rm('dist', { recursive: true, force: true });
await mkdir('dist');
await esbuild.build({
  entryPoints: ['src/page.ts', 'src/worker.ts'],
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
  loader: { '.py': 'text', '.json': 'text' },
  external: ['node:*'],
});
for (const file of PYODIDE) await cp(`node_modules/pyodide/${file}`, `dist/${file}`);
run(`
import pathlib, zipfile
libs = pathlib.Path('build/bundle/libs')
with zipfile.ZipFile('dist/bundle.zip', 'w', zipfile.ZIP_DEFLATED) as bundle:
    for path in sorted(path for path in libs.rglob('*') if path.is_file()):
        bundle.writestr(zipfile.ZipInfo(path.relative_to(libs).as_posix()), path.read_bytes(), zipfile.ZIP_DEFLATED)
`);
const page = await readFile('src/index.html', 'utf8');
await writeFile('dist/index.html', page.replace('{{policy}}', policy()));
await cp('src/style.css', 'dist/style.css');
