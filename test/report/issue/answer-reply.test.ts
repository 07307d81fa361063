import { describe, expect, it } from 'vitest'
import { answerReply, nudgeReply, type ReplyInput } from '../../../src/report/issue/answer-reply.ts'
import { conversation, IDEAS, saying, toldAnswer } from '../../support/conversation.ts'

const BY = { login: 'ada', commentId: 71, number: 1, repositoryUrl: 'https://github.com/o/n' }
const FOOTER = '<sub>In answer to [a comment](https://github.com/o/n/issues/1#issuecomment-71) by `ada`. It was read by a program that looks for ideas, and counts for no grade; more can be added in another comment.</sub>\n'

function reply(changes: Partial<ReplyInput>): string {
  const text = answerReply({ answered: 'sentence', answer: toldAnswer(), components: [], before: conversation(), ideas: IDEAS, courseIdeas: ['a4', 'a1', 'a2', 'a3'], misconceptions: [{ id: 'am1', title: 'only deploying', means: 'MLOps is deploying', asks: 'And the month after?' }], isEnglish: true, saying, by: BY, ...changes })
  const [marker = '', ...lines] = text.split('\n')
  expect(marker).toBe('<!-- capstone-coach:answer version:1 comment:71 -->')
  expect(text.endsWith(FOOTER)).toBe(true)
  return lines.join('\n').slice(0, -FOOTER.length)
}

function granted(...ids: readonly string[]) {
  return ids.map((id) => ({ id, words: id === 'a2' ? 'the same way each time' : '' }))
}

describe('a sentence about MLOps is answered', () => {
  it('with what it holds in its own words, what the course adds, one question back, and what comes next', () => {
    expect(reply({ answer: toldAnswer({ covers: granted('a1', 'a2') }) })).toBe([
      'Your sentence speaks of **delivery** and **reliability** (“the same way each time”).', '',
      'The course says it so: *Says sentence.* Beside yours it adds **data and models** (it means data and models) and **health** (it means health).', '',
      'One question back: What of health?', '', '**Next:** the picture above. Explain a box or a line of it in a comment, whichever you like best.', '', '',
    ].join('\n'))
  })

  it('without a question where no central idea is missing, and with what it has beyond the course\'s', () => {
    const text = reply({ answer: toldAnswer({ covers: granted('a1', 'a2', 'a3', 'a4', 'a5') }) })
    expect(text).toContain('Yours holds all of it. Yours adds **automation**.')
    expect(text).not.toContain('question')
  })

  it('by the question that a belief needs which leaves much out, without calling it wrong', () => {
    const text = reply({ answer: toldAnswer({ covers: granted('a1'), misconceptions: [{ id: 'am1', words: 'just' }] }) })
    expect(text).toContain('One question to hold against it: And the month after?')
    expect(text).not.toMatch(/wrong|incorrect|mistake/i)
  })

  it('where nothing was recognised: the reader\'s fault, in any language', () => {
    expect(reply({})).toMatch(/^None of the ideas that this reader knows was recognised in it, which may be the reader's fault\. The course says it so: \*Says sentence\.\*\n\nOne question to go on with: What of health\?\n/)
    expect(reply({ isEnglish: false })).toMatch(/^This reader knows English best, and recognised none of the ideas in it; that says nothing about the sentence\./)
  })

  it('said again, with what is new since the first one, and without sending on to a picture that is explained', () => {
    const first = toldAnswer({ commentId: 7, covers: granted('a1') })
    const said = new Map(IDEAS.filter(({ question }) => question !== 'A').map(({ id }) => [id, toldAnswer()]))
    const text = reply({ before: conversation({ first, latest: first, said }), answer: toldAnswer({ covers: granted('a1', 'a4') }) })
    expect(text).toContain('Your sentence speaks of **delivery** and **health**. New since your first one: **health**.\n')
    expect(text).not.toContain('**Next:**')
  })

  it('and is not asked for what was said before', () => {
    const [first, latest] = [toldAnswer({ commentId: 7, covers: granted('a2', 'a4') }), toldAnswer({ commentId: 8, covers: granted('a1') })]
    const text = reply({ before: conversation({ first, latest }), answer: toldAnswer({ covers: granted('a1') }) })
    expect(text).toContain('Beside what you have said it adds **data and models** (it means data and models).\n\nOne question back: What of data and models?\n')
    const whole = reply({ before: conversation({ first, latest }), answer: toldAnswer({ covers: granted('a3') }) })
    expect(whole).toContain('Together with what you said before, yours holds all of it.')
    expect(whole).not.toContain('question')
  })

  it('and its words stay words', () => {
    expect(reply({ answer: toldAnswer({ text: 'long '.repeat(30), covers: [{ id: 'a1', words: '@kim and <b>' }] }) })).toContain('**delivery** (“`@kim` and `<b>`”)')
  })
})

describe('an explanation of the picture is answered', () => {
  it('with each component and connection that it explains, and one question where a side is open', () => {
    expect(reply({ answered: 'picture', components: ['git', 'dvc'], answer: toldAnswer({ covers: granted('b-git', 'b-dvc-1') }) })).toBe([
      '- **Git**: it means code versions. That explains it.', '- **DVC**: it means data versions.', '', 'One more side of DVC: What of remote storage?', '',
      'Explained so far: 1 of 2 components, 0 of 1 connections; the table under the picture has them.', '', '',
    ].join('\n'))
  })

  it('together with what was said before', () => {
    const before = conversation({ said: new Map([['b-dvc-1', toldAnswer()]]) })
    expect(reply({ answered: 'picture', before, answer: toldAnswer({ covers: granted('b-dvc-2') }) })).toContain('- **DVC**: it means data versions; it means remote storage. That explains it.\n')
  })

  it('with what is new in it, and with what was said before where nothing is', () => {
    const before = conversation({ said: new Map([['b-git', toldAnswer()]]) })
    expect(reply({ answered: 'picture', before, answer: toldAnswer({ covers: granted('b-git', 'c1') }) })).not.toContain('**Git**:')
    expect(reply({ answered: 'picture', before, answer: toldAnswer({ covers: granted('b-git') }) })).toContain('- **Git**: it means code versions.')
  })

  it('with a question about the component that it names and does not explain', () => {
    expect(reply({ answered: 'picture', components: ['dvc'] })).toMatch(/^It speaks of \*\*DVC\*\*\. What it does was not recognised, which may be the reader's fault: it knows phrases, not meaning\. What of data versions\?\n/)
  })

  it('with how to begin where it names none', () => {
    expect(reply({ answered: 'picture' })).toContain('Naming the component first helps: “DVC …”, “Drift detection …”.')
  })

  it('and says so when all is explained', () => {
    const before = conversation({ said: new Map(['b-git', 'b-dvc-1', 'b-dvc-2'].map((id) => [id, toldAnswer()])) })
    expect(reply({ answered: 'picture', before, answer: toldAnswer({ covers: granted('c1') }) })).toBe('- **Git → DVC**: it means pinned data.\n\nWith that, every component and every connection is explained.\n\n')
  })
})

it('what was read as no answer gets the question once more, and no more', () => {
  expect(nudgeReply({ saying, by: BY })).toContain('This was not read as an answer to one of the questions above, and needs none. The first of them, whenever there is a minute:\n\n> Says question.\n')
})
