// Writes actions/evidence/collect.py into .github/workflows/evidence.yml, which runs where this repository is not checked out: `node scripts/evidence-workflow.mjs`.
// A test holds that the two are the same.
import { readFileSync, writeFileSync } from 'node:fs'

const workflow = new URL('../.github/workflows/evidence.yml', import.meta.url)
const script = readFileSync(new URL('../actions/evidence/collect.py', import.meta.url), 'utf8')
const lines = readFileSync(workflow, 'utf8').split('\n')
const from = lines.findIndex((line) => line.endsWith('<<\'COLLECT\''))
const to = lines.findIndex((line) => line.trim() === 'COLLECT')
const indent = ' '.repeat(lines[to]?.indexOf('COLLECT') ?? 0)
lines.splice(from + 1, to - from - 1, ...script.trimEnd().split('\n').map((line) => (line === '' ? '' : `${indent}${line}`)))
writeFileSync(workflow, lines.join('\n'))
