import { readFileSync } from 'node:fs'
import { checkAgainstSchema } from '../parse/schema.ts'
import type { EarlierRecord } from '../report/changes.ts'

type Loaded = { readonly ok: true; readonly earlier: EarlierRecord } | { readonly ok: false; readonly says: string }

/** What a later report reads of an earlier record: less than the whole schema asks, so that records of older versions serve too. */
const NEEDED = {
  type: 'object',
  required: ['schema', 'repository', 'checklist', 'engine', 'criteria'],
  properties: {
    schema: { const: 1 },
    repository: { type: 'object', required: ['commit'], properties: { commit: { type: ['string', 'null'], pattern: '^[0-9a-f]{40,64}$' } } },
    checklist: { type: 'object', required: ['id', 'revision'], properties: { id: { type: 'string' }, revision: { type: 'integer' } } },
    engine: { type: 'object', required: ['revision'], properties: { revision: { type: 'integer' } } },
    criteria: {
      type: 'array',
      items: {
        type: 'object', required: ['id', 'outcome'],
        properties: { id: { type: 'string' }, outcome: { enum: ['verified', 'present', 'partial', 'failing', 'missing', 'unknown'] } },
      },
    },
  },
}

/** The record that `--format json` wrote before, from its file; what is wrong with it comes back in one line. */
export function loadEarlierRecord(file: string): Loaded {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return { ok: false, says: `${file}: ${error instanceof SyntaxError ? 'this is no JSON' : 'the earlier record cannot be read'}; --since takes a file that --format json wrote` }
  }
  const [problem] = checkAgainstSchema(NEEDED, value)
  if (problem !== undefined) return { ok: false, says: `${file}: ${problem.pointer === '' ? '' : `${problem.pointer}: `}${problem.says}; --since takes a file that --format json wrote of one repository` }
  return { ok: true, earlier: value as EarlierRecord }
}
