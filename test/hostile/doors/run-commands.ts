import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { OPTIONS_TAKEN, type CommandWord } from '../../../src/command-line/options-taken.ts'
import { importRoster } from '../../../src/flow/people/import-roster.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../../support/hosting.ts'
import { item, recordOf } from '../../support/records.ts'
import { runInProcess } from '../../support/run-in-process.ts'
import { filesToWrite, wordsOf, writeFilesTo } from './commands.ts'

/** A process of its own runs every command with words and files that may be anything (`COMMANDS=grade` one of them), on a class of one student; nothing leaves this machine. */
const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1)
const ONLY = process.env['COMMANDS'] ?? ''
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const STACK = /\n\s+at .+:\d+:\d+|node:internal|(?:Type|Reference|Range|Syntax)Error: /
/** Line feed alone stands between lines; a table of CSV ends its lines with both. */
const HARMFUL = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-commands-'))
process.chdir(folder)
process.on('exit', () => { rmSync(folder, { recursive: true, force: true }) })

async function makeClass(data: string): Promise<void> {
  const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  await store.courses.saveCourse(aCourse(), 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories([aRepository()], 0)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: 0 })
  await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 5, login: 'ana' }, since: 0 })
  await store.assessments.add({ id: 'a', repositoryId: 42, commit: 'a'.repeat(40), branch: 'main', isDefaultBranch: true, at: Date.UTC(2026, 11, 1, 9), digest: 'a', record: recordOf([], [item('Lint', ['lint'], { credit: 1 }), item('Health', ['health'])]) })
  await importRoster('mlops', 'Student,ID,SIS Login ID,email,github\n"Kovač, Ana",90017,akovac,ana@example.edu,ana\n', { mode: 'write', by: null }, { roster: store.roster, now: () => 1, newId: () => 'import' })
  await store.close()
}

for (const [name, options] of Object.entries(OPTIONS_TAKEN) as readonly (readonly [CommandWord, readonly string[]])[]) {
  if (!name.includes(ONLY)) continue
  process.stdout.write(`in ${name}\n`)
  const data = mkdtempSync(join(folder, `${name}-`))
  await makeClass(data)
  const property = fc.asyncProperty(wordsOf(name, options), filesToWrite, async (words, files) => {
    writeFilesTo(folder, files)
    process.stdout.write(`run ${JSON.stringify(words)}\n`)
    const { code, out, err } = await runInProcess(words, { DATA_DIR: data, GITHUB_API_URL: 'http://127.0.0.1:1', GITHUB_TOKEN: 'none' })
    if (![0, 1, 2, 3].includes(code)) throw new Error(`it ends with ${code}`)
    if (STACK.test(err) || STACK.test(out)) throw new Error(`it shows what is for its makers: ${err}${out.slice(0, 300)}`)
    // What a command warns of is made safe where it is written; what it prints it makes safe itself.
    const told = out.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
    if (HARMFUL.test(told)) throw new Error(`what it prints can move a cursor: ${JSON.stringify(told).slice(0, 2000)}`)
    if (err + out === '' && code !== 0) throw new Error(`it ends with ${code} and says nothing`)
  })
  const found = await fc.check(property, { numRuns: 6 * TIMES, seed: SEED, endOnFailure: true })
  const says = found.errorInstance instanceof Error ? found.errorInstance.stack ?? found.errorInstance.message : String(found.errorInstance)
  process.stdout.write(found.failed ? `found ${name} (SEED=${SEED})\n${says}\n${JSON.stringify(found.counterexample).slice(-2000)}\n` : `out ${name}\n`)
}
