import { describe, expect, it } from 'vitest'
import { ANA, commentStage, judged, KIM } from '../support/commenting.ts'

describe('several commands in one comment', () => {
  it.each<[string, typeof ANA, string, RegExp]>([
    ['a decision', KIM, '/set lint verified Seen in class\n\n/why lint', /#### `\/why`[^#]*verified/],
    ['what somebody says of a step', ANA, '/done 4.3 p95 stayed at 40 ms\n\n/why 4.3', /#### `\/why`[^#]*p95 stayed at 40 ms/],
    ['an item that is added', ANA, '/add Load test with k6\n\n/why added-load-test-with-k6', /#### `\/why`[^#]*Load test with k6/],
  ])('are answered as things stand after those before: %s', async (_, person, body, answer) => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(person, body)).toMatch(answer)
  })
})
