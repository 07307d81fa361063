import { describe, expect, it } from 'vitest'
import { sentencesOf } from '../../../src/parse/language/sentences.ts'
import { tellLanguage } from '../../../src/parse/language/tell-language.ts'
import { wordForms } from '../../../src/parse/language/word-forms.ts'

const texts = (text: string) => sentencesOf(text).map((sentence) => sentence.text)
const denied = (text: string) => sentencesOf(text).flatMap(({ words, text: said }) => words.filter(({ negated, negates }) => negated && !negates).map(({ start, end }) => said.slice(start, end)))

describe('sentences', () => {
  it('end at full stops, not at those of abbreviations, numbers and files', () => {
    expect(texts('A .dvc file, e.g. data.dvc, holds v1.2 of it. Nice! Next?')).toEqual(['A .dvc file, e.g. data.dvc, holds v1.2 of it.', 'Nice!', 'Next?'])
    expect(texts('v1 … v9, and so on... until v12. Then more')).toEqual(['v1 … v9, and so on... until v12.', 'Then more'])
  })
  it('are items of lists, rows of tables and lines of code', () => {
    expect(texts('# Mine\n\n1. one\n- [x] two\n\n| a | b |\n|---|---|\n| c | d |\n\n```py\nassert x\n```')).toEqual(['Mine', 'one', 'two', 'a | b', 'c | d', 'assert x'])
  })
  it('go on where a mail program broke the line', () => {
    expect(texts('This is a sentence that a mail program has broken at about here\nand that goes on.\nAnother one')).toEqual(['This is a sentence that a mail program has broken at about here and that goes on.', 'Another one'])
  })
  it('leave out quotes, comments, addresses and tags', () => {
    expect(texts('> said\nmine <b>bold</b> [link](https://x.example/a) https://x.example/b <!-- no\nno --> end').join().replace(/\s+/g, ' ')).toBe('mine bold [link] end')
  })
})

describe('what is denied', () => {
  it.each([
    ['It is not a tool, it is a habit', ['a', 'tool']],
    ["We don't ship models", ['ship', 'models']],
    ['It has nothing to do with code, data or models', ['to', 'do', 'with', 'code', 'data', 'or', 'models']],
    ['Not only code but data', ['only']],
    ['It does not mean code only', ['only']],
    ['Alerts are not needed', ['Alerts', 'are', 'needed']],
    ['Alerts and training are not linked', ['Alerts', 'and', 'training', 'are', 'linked']],
    ['no code but data', ['code']],
    ['Without it we learn of slow replies late', ['it']],
    ['model no. 8 is in use', []],
    ['w/o tests, w/ speed', ['tests']],
    ['it went on without it being noticed', ['it', 'being', 'noticed']],
    ['no idea. the code is versioned', ['idea']],
    ['not the data / the code', ['the', 'data']],
    ['The cloud does not know anything about Python', ['know', 'anything', 'about', 'Python']],
    ['Models are not about code', ['Models', 'are', 'about', 'code']],
    ['The hash is noted beside the score', []],
    ['ohne Tests, aber schnell', ['Tests']],
  ])('%s', (text, words) => { expect(denied(text)).toEqual(words) })
})

describe('the forms of a word', () => {
  it.each([['shipped', 'ship'], ['released', 'release'], ['copies', 'copy'], ['carried', 'carry'], ['broken', 'break'], ['people', 'person'], ['watches', 'watch'], ['running', 'run'], ['making', 'make']])('%s is %s', (word, base) => {
    expect(wordForms(word)).toContain(base)
  })
  it.each(['less', 'status', 'this', 'bring', 'need'])('%s is itself', (word) => { expect(wordForms(word).filter((form) => form !== word && form.length > 3)).toEqual([]) })
})

describe('the language of an answer', () => {
  it.each([
    ['en', 'It is how a team gets models to the people who need them'],
    ['de', 'Das ist die Arbeit, mit der ein Modell zu den Kunden kommt'],
    ['es', 'Es la manera en que un equipo lleva los modelos a las personas que los usan'],
    ['fr', 'C’est la façon dont une équipe met des modèles dans les mains de ses clients'],
    ['it', 'È il modo in cui un gruppo porta il modello alle persone che ne hanno bisogno'],
    ['pt', 'É a forma como uma equipe leva os modelos para as pessoas que não os tinham'],
    ['other', 'Щоб модель не лежала в ноутбуці, а дійшла до клієнтів'],
    ['en', 'Automation.'],
  ])('%s: %s', (language, text) => { expect(tellLanguage(sentencesOf(text))).toBe(language) })
})
