import { describe, expect, it } from 'vitest'
import { readSet } from '../../src/grade/read-set.ts'
import type { ManualLevel } from '../../src/model/checklist.ts'
import type { Subject } from '../../src/model/decision.ts'
import { itemSubject } from '../support/decisions.ts'

const ITEM = itemSubject('health-check-works')
const CRITERION: Subject = { kind: 'criterion', id: 'health' }
const STEP: Subject = { kind: 'step', id: 'step-3.2' }
const LEVELS: readonly ManualLevel[] = [{ title: 'Not yet', credit: 0 }, { title: 'With gaps', credit: 0.5 }, { title: 'With gaps in the numbers', credit: 0.75 }, { title: 'Clear', credit: 1 }]

describe('what an item is set to', () => {
  it.each<[string, object, string]>([
    ['80% Shown in the lab', { outcome: 'partial', share: 0.8 }, 'Shown in the lab'], ['80 %: shown', { outcome: 'partial', share: 0.8 }, 'shown'], ['4/5 shown', { outcome: 'partial', share: 0.8 }, 'shown'], ['7,5 / 10 shown', { outcome: 'partial', share: 0.75 }, 'shown'],
    ['100% shown', { outcome: 'verified', share: 1 }, 'shown'], ['0% copied', { outcome: 'missing', share: 0 }, 'copied'], ['1/3', { outcome: 'partial', share: 0.3333 }, ''], ['5/5', { outcome: 'verified', share: 1 }, ''],
    ['present 80% of it was shown', { outcome: 'present' }, '80% of it was shown'], ['Verified: shown', { outcome: 'verified' }, 'shown'],
  ])('%s', (text, to, rest) => { expect(readSet(text, ITEM, null)).toEqual({ kind: 'set', to, rest }) })

  it.each(['120% shown', '6/5 shown', '100.01%', '1/0', '0/0'])('no share is below nothing or above all: %s', (text) => { expect(readSet(text, ITEM, null)).toEqual({ kind: 'beyond' }) })

  it.each(['80 shown', '-5% shown', '80%of it', '4/5th shown', '1e2% shown', '4//5', '%', '1/2/3', '', '١٠٪ shown', '99999999% shown'])('and this is none: %s', (text) => { expect(readSet(text, ITEM, null)).toMatchObject({ kind: 'unknown', of: 'outcome' }) })
})

it.each<[string, Subject]>([['a criterion', CRITERION], ['a step', STEP]])('%s earns no share, and is set otherwise', (_, subject) => {
  expect(readSet('80% shown', subject, null)).toEqual({ kind: 'no-share' })
  expect(readSet(subject === STEP ? 'done shown' : 'present shown', subject, null)).toMatchObject({ kind: 'set', rest: 'shown' })
})

describe('the level of an item that people grade', () => {
  it.each<[string, object, string]>([
    ['with gaps The second half had no numbers', { outcome: 'partial', share: 0.5, level: 'With gaps' }, 'The second half had no numbers'], ['WITH GAPS IN THE NUMBERS again', { outcome: 'partial', share: 0.75, level: 'With gaps in the numbers' }, 'again'],
    ['“Clear”: to the point', { outcome: 'verified', share: 1, level: 'Clear' }, 'to the point'], ['not yet', { outcome: 'missing', share: 0, level: 'Not yet' }, ''],
  ])('%s', (text, to, rest) => { expect(readSet(text, ITEM, LEVELS)).toEqual({ kind: 'set', to, rest }) })

  it.each([['wiht gaps it was good', 'With gaps'], ['claer it was good', 'Clear']])('%s is nearly one', (text, near) => { expect(readSet(text, ITEM, LEVELS)).toEqual({ kind: 'near', near, of: 'level' }) })

  it.each(['good it was', 'present it was', '80% it was', '', 'with it was'])('%s is none', (text) => { expect(readSet(text, ITEM, LEVELS)).toMatchObject({ kind: 'unknown', of: 'level', possible: ['Not yet', 'With gaps', 'With gaps in the numbers', 'Clear'] }) })
})
