import { describe, expect, it } from 'vitest'
import { nameables, readSubject } from '../../src/grade/name-subject.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { criterion, item, recordOf } from '../support/records.ts'

const RECORD = recordOf([criterion('health', { title: 'A health route answers' })], [item('Own thing', [])])
const ALL = nameables([CHECKLISTS.checklist, CHECKLISTS.practices], RECORD)

/** What is read of a text, as one line. */
function read(text: string): string {
  const named = readSubject(text, ALL)
  switch (named.kind) {
    case 'found': return `${named.one.subject.kind} ${named.one.subject.id} | ${named.rest}`
    case 'near': return `near ${named.near.map(({ subject }) => subject.id).join(' ')}`
    default: return named.kind
  }
}

describe('what a command is about', () => {
  it.each<[string, string]>([
    ['health', 'criterion health | '], ['HEALTH', 'criterion health | '], ['health-check-works', 'item health-check-works | '],
    ['Health check endpoint works', 'item health-check-works | '], ['health CHECK endpoint   works verified Shown in the lab', 'item health-check-works | verified Shown in the lab'],
    ['"Linting passes" the reason', 'item linting-passes | the reason'], ['`lint`: it is there', 'criterion lint | it is there'], ['a health route answers', 'criterion health | '],
    ['3.2', 'step step-3.2 | '], ['step-3.2 2', 'step step-3.2 | 2'], ['Step 3.2 done', 'step step-3.2 | done'], ['3.2. I saw it', 'step step-3.2 | I saw it'], ['watch the CI pipeline run', 'step step-3.2 | '],
    ['data-versioned', 'item data-versioned | '], ['own thing', 'item own thing | '],
    ['helth', 'near health'], ['linting-pases', 'near linting-passes'], ['Linting pases', 'near linting-passes'],
    ['zebra', 'unknown'], ['9.9', 'unknown'], ['constructor', 'unknown'], ['', 'none'], ['   ', 'none'],
  ])('%j', (text, expected) => { expect(read(text)).toBe(expected) })
})

describe('what is the student\'s own', () => {
  const ownRecord = recordOf([criterion('own:lint', { title: 'Lint' }), criterion('own:linting-passes', { title: 'Mine' }), criterion('own:added-lint', { title: 'lint' })], [])
  const all = nameables([CHECKLISTS.checklist, CHECKLISTS.practices], {
    ...ownRecord,
    own: [['lint', 'Linting passes'], ['linting-passes', 'Mine'], ['added-lint', 'lint'], ['added-step-3-2', 'step 3.2'], ['added-health-verified', 'health verified Shown'], ['load', 'Load was tested']].map(([id = '', title = '']) => ({ ...item(title, []), id })),
  })
  const asked = (text: string): string => {
    const named = readSubject(text, all)
    return named.kind === 'found' ? `${named.one.subject.kind} ${named.one.subject.id} “${named.one.title}” | ${named.rest}` : named.kind
  }

  it.each<[string, string]>([
    ['lint missing Not there', 'criterion lint “” | missing Not there'], ['linting-passes missing x', 'item linting-passes “Linting passes” | missing x'], ['Linting passes missing x', 'item linting-passes “Linting passes” | missing x'],
    ['step 3.2 done x', 'step step-3.2 “Watch the CI pipeline run” | done x'], ['health verified Shown in the lab', 'criterion health “” | verified Shown in the lab'],
    ['added-lint verified x', 'item added-lint “lint” | verified x'], ['load verified x', 'item load “Load was tested” | verified x'], ['own:linting-passes verified x', 'criterion own:linting-passes “Mine” | verified x'],
  ])('takes no name of the course\'s: %s', (text, expected) => { expect(asked(text)).toBe(expected) })
})
