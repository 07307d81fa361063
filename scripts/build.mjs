// Builds the program: `npm run build`, or `node scripts/build.mjs FOLDER [NAME=SOURCE …]` to another folder and with further entries.
// Few files instead of some 450 modules: reading and linking those would take most of a second of every grade.
import { copyFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../', import.meta.url))
/** The command, the App, and the threads and processes that they start by these names beside themselves. */
const ENTRIES = {
  cli: 'src/cli.ts', action: 'src/action.ts', main: 'src/main.ts', demo: 'src/demo.ts', worker: 'src/extract/worker.ts', 'report-worker': 'src/extract/reports/worker.ts',
  'reader-process': 'src/extract/children/process.ts', 'judge-process': 'src/judge/process.ts', 'judge-thread': 'src/judge/thread.ts',
}
/** Packages that are no modules yet ask for those of Node in their own way. */
const REQUIRE = 'import { createRequire as requireFrom } from \'node:module\'; const require = requireFrom(import.meta.url);'

const [folder = 'dist', ...further] = process.argv.slice(2)
const outdir = resolve(root, folder)
rmSync(outdir, { recursive: true, force: true })
await build({
  absWorkingDir: root, entryPoints: { ...ENTRIES, ...Object.fromEntries(further.map((entry) => entry.split('='))) }, outdir,
  bundle: true, minifySyntax: true, minifyWhitespace: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', sourcemap: true, banner: { js: REQUIRE }, define: { __dirname: 'import.meta.dirname' }, logLevel: 'warning',
  // What brings a library of the machine with it stays in node_modules; pg asks for pg-native where it is installed, and goes without.
  external: ['libsql', 'pg-native'],
})
// SQLite for databases of others: what reads it looks for it beside itself.
copyFileSync(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'), resolve(outdir, 'sql-wasm.wasm'))
