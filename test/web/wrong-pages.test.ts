import { expect, it } from 'vitest'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { siteStage, type Browser, type SiteStage } from '../support/site-stage.ts'

const ITEM = '/courses/mlops/items/linting-passes'
const SAID = { of: 'id:42', assessment: 'a-42', criterion: 'lint', right: 'missing', reason: 'ruff is <b>never</b> run', back: '?outcome=verified&sample=5' }

async function opened(): Promise<SiteStage & { readonly aki: Browser }> {
  const stage = await siteStage()
  for (const id of [42, 43]) await keepStandings(id, { ...stage.parts, ...stage.store })
  return { ...stage, aki: await stage.browserOf('aki') }
}

it('an assistant says that a verdict is wrong, sees the same verdicts again with what they said, and finds it on the list', async () => {
  const { open, send, aki, store } = await opened()
  const before = await open(`${ITEM}?outcome=verified&sample=5`, aki)
  for (const [name, value] of [['of', SAID.of], ['assessment', SAID.assessment]]) expect(before.text).toContain(`name="${name}" value="${value}"`)
  const sent = await send(`${ITEM}/wrong`, SAID, aki)
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `${ITEM}?outcome=verified&sample=5#r42`])
  const after = await open(`${ITEM}?outcome=verified&sample=5`, aki)
  expect(after.text).toMatch(/aki said on 2026-12-22 that it should be [\s\S]{0,200}missing<\/span>: ruff is &lt;b&gt;never&lt;\/b&gt; run/)
  const list = await open('/courses/mlops/wrong-verdicts', aki)
  expect(list.text).toContain('ruff is &lt;b&gt;never&lt;/b&gt; run')
  expect(list.text).toContain('<strong>Open.</strong>')
  expect((await store.wrongVerdicts.of('mlops')).map(({ by, right }) => [by.login, right])).toEqual([['aki', 'missing']])
})

it('what is sent back to lies on the page of the item, whatever the form says', async () => {
  const { send, aki } = await opened()
  const sent = await send(`${ITEM}/wrong`, { ...SAID, back: 'https://evil.example/?outcome=verified#x' }, aki)
  expect(sent.headers.get('location')).toBe(`${ITEM}#r42`)
})

it('without a reason nothing is kept, and the page says what is missing', async () => {
  const { send, aki, store } = await opened()
  const { status, text } = await send(`${ITEM}/wrong`, { ...SAID, reason: ' ' }, aki)
  expect([status, await store.wrongVerdicts.of('mlops')]).toEqual([422, []])
  expect(text).toContain('Reason: expected why, in words')
})

it('an item may have any id: the address of one that is called wrong is that item\'s, and says of one that there is not no more than that', async () => {
  const { open, aki } = await opened()
  const { status, text } = await open('/courses/mlops/items/wrong', aki)
  expect(status).toBe(404)
  expect(text).toContain('The checklist of mlops has no item &quot;wrong&quot;.')
  expect(text).not.toMatch(/changed|what you wrote/i)
})

it('the list is given as a file of JSON Lines', async () => {
  const { open, send, aki } = await opened()
  await send(`${ITEM}/wrong`, SAID, aki)
  const { text, headers } = await open('/courses/mlops/wrong-verdicts/file', aki)
  expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual(['application/jsonl; charset=utf-8', 'attachment; filename="wrong-verdicts.jsonl"'])
  expect(JSON.parse(text)).toMatchObject({ repository: { id: 42 }, criterion: 'lint', right: 'missing', reason: SAID.reason, state: 'open' })
})

it('what a later judgement says otherwise moves from the open ones to the settled ones', async () => {
  const { open, send, aki, store, parts } = await opened()
  await send(`${ITEM}/wrong`, SAID, aki)
  const judged = await store.assessments.byId('a-42')
  if (judged === null) throw new Error('not judged')
  const criteria = judged.record.criteria.map((one) => one.id === 'lint' ? { ...one, outcome: 'missing' as const } : one)
  await store.assessments.add({ ...judged, id: 'again', digest: 'again', at: judged.at + 1, record: { ...judged.record, criteria, engine: { version: '1.1.0', revision: 77 } } })
  await keepStandings(42, { ...parts, ...store })
  const [open1, settled] = [await open('/courses/mlops/wrong-verdicts', aki), await open('/courses/mlops/wrong-verdicts?show=settled', aki)]
  expect(open1.text).toContain('None of them is open.')
  expect(settled.text).toMatch(/<strong>Settled\.<\/strong> The same commit was judged again on [\d-]+, by revision 77: [\s\S]{0,200}missing<\/span>, as said to be right\./)
})
