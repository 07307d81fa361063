import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMAND_NAMES } from '../../src/model/command.ts'
import { commandsIn } from '../../src/parse/commands.ts'

/** Each command as it would be written, an unknown one with a question mark. */
function said(body: string): readonly string[] {
  return commandsIn(body).commands.map((command) => (command.known ? `/${command.name} ${command.rest}`.trim() : `/${command.name}?`))
}

describe('the commands of a comment', () => {
  it.each<[string, string, readonly string[]]>([
    ['one alone', '/status', ['/status']],
    ['with what stands behind it', '/done 3.2 All four jobs of CI were green.  ', ['/done 3.2 All four jobs of CI were green.']],
    ['several among prose, in their order', 'Hello,\n\n/why health\nand also\n/hint 3.2 2\n\nThanks', ['/why health', '/hint 3.2 2']],
    ['in letters of any size, with a full stop behind', '/STATUS\n\n/Help.', ['/status', '/help']],
    ['with line ends of Windows and of old', '/status\r\n/why lint\r\n\r\nbye\r/help', ['/status', '/why lint', '/help']],
    ['three blanks in, which is no code yet', '   /status', ['/status']],
    ['below a list without an empty line', '- trained\n- tested\n/check', ['/check']],
    ['in the middle of a line', 'Please /status now', []],
    ['that goes on as a path', '/status/now and /help/me', []],
    ['a path of the service among prose', 'The service answers now:\n/predict returns 500\n/health is fine', []],
    ['behind the marker of a list, a heading or a table', '- /status\n\n# /help\n\n| a |\n| --- |\n| /check |', []],
    ['in a fenced block', '```\n/status\n```\n\n~~~sh\n/help\n~~~', []],
    ['in a fence that nothing ends', '```\n/status\n\n/help', []],
    ['in an indented block', 'Look:\n\n    /status\n\n\t/help', []],
    ['in code over two lines', 'see `this\n/status here` there', []],
    ['in code that its own line opens', '/why `lint\n/status` there', ['/why `lint']],
    ['in a quotation', '> /status\n\n> text\n/help\n\n/check', ['/check']],
    ['in a list in a quotation', '> - a\n>\n>   /status', []],
    ['in an HTML comment', '<!--\n/status\n\n/check\n-->\n\nText <!-- x\n/help\n--> more', []],
    ['in the summary of details', '<details><summary>\n\n/status\n\n</summary>\n\n/help\n\n</details>', ['/help']],
    ['in quoting HTML', '<blockquote>\n\n/status\n\n</blockquote>\n\n<pre>\n/check\n</pre>\n\nsee <code>\n/help\n</code>\n\n/regrade', ['/regrade']],
    ['in the words of a link', '[see\n/status](https://example.org)', []],
    ['a word that is nearly a command', 'Hello\n\n/sttaus\n/regrde now\n/hlep', ['/sttaus?', '/regrde?', '/hlep?']],
    ['a short word of another meaning', 'We call\n/test\n/app\n/data', []],
    ['a word that is no command, as the only line', '\n/merge it please\n', ['/merge?']],
    ['nothing', '', []],
  ])('%s', (_, body, expected) => { expect(said(body)).toEqual(expected) })

  it('are counted from 0, five at most, and the others are told', () => {
    const { commands, left } = commandsIn('/help\n/status\n/check\n/why a\n/hint b\n/status\n/status')
    expect(commands.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4])
    expect(left).toBe(2)
  })

  it('keep at most 2,000 characters of what stands behind them, and half of no letter', () => {
    const [command] = commandsIn(`/done 1.1 ${'a'.repeat(1995)}😀 and more`).commands
    expect(command?.known === true && command.rest).toBe(`1.1 ${'a'.repeat(1995)}`)
  })
})

const LINES = ['/status', '/why lint', '   /help', 'words', '', '> quoted', '```', '~~~', '    /check', '`', '<!--', '-->', '<details>', '<summary>', '</summary>', '</details>', '- /done 1.1 x', '* * *', '/predict', '\0', '\u2028/status', '[a](', '![', '<code>', '&lt;', '\\/status', '---', '|a|b|', '|-|-|']

describe('whatever stands in a comment', () => {
  it('is read without an error, to five known or near commands at most, in the order in which they stand', () => {
    fc.assert(fc.property(fc.oneof(fc.array(fc.constantFrom(...LINES), { maxLength: 40 }).map((lines) => lines.join('\n')), fc.string({ maxLength: 400, unit: 'binary' })), (body) => {
      const { commands, left } = commandsIn(body)
      expect(commands.length).toBeLessThanOrEqual(5)
      expect(left === 0 || commands.length === 5).toBe(true)
      let from = 0
      for (const [index, command] of commands.entries()) {
        expect(command.position).toBe(index)
        const at = body.toLowerCase().indexOf(`/${command.name}`, from)
        expect(at).toBeGreaterThanOrEqual(from)
        from = at + 1
      }
    }))
  })

  it('counts as no command inside of a fence, however it is written', () => {
    fc.assert(fc.property(fc.constantFrom('```', '~~~~', '``````'), fc.array(fc.constantFrom(...COMMAND_NAMES.map((name) => `/${name} x`), 'text', '', '> a'), { maxLength: 20 }), (fence, lines) => {
      expect(commandsIn([fence, ...lines, fence].join('\n')).commands).toEqual([])
    }))
  })

  it.each<[string, string]>([
    ['ticks', `/help\n${'`'.repeat(30_000)}\n/x`], ['ticks of growing length', `/help\n${Array.from({ length: 350 }, (_, at) => '`'.repeat(at)).join(' ')}`], ['brackets', `/help\n${'['.repeat(60_000)}`], ['quotations', `/help\n\n${'>'.repeat(60_000)}\n/status`],
    ['slashes', '/help\n'.repeat(10_000)], ['blanks before a slash', `/help\n${' '.repeat(60_000)}/help`], ['stars', `/help\n${'*a_ '.repeat(16_000)}`], ['openings of HTML', `/help\n${'<a '.repeat(20_000)}`], ['openings of comments', `/help\n${'<!-- '.repeat(13_000)}`], ['pipes', `/help\n\n${'|a'.repeat(900)}\n${'|-'.repeat(900)}\n${'|\n'.repeat(20_000)}`],
    ['lists in lists', `/help\n\n${Array.from({ length: 300 }, (_, at) => `${' '.repeat(at * 2)}- a`).join('\n')}`], ['links that do not end', `/help\n${'[a](<b'.repeat(9000)}`],
  ])('is read to its end at once: %s', (_, body) => {
    expect(commandsIn(body).commands[0]).toMatchObject({ known: true, name: 'help' })
  }, 5000)
})
