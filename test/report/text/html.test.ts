import { describe, expect, it } from 'vitest'
import { html } from '../../../src/report/text/html.ts'

describe('text on a page', () => {
  it.each([
    ['markup', '<b>"\'&', '&lt;b&gt;&quot;&#39;&amp;'], ['letters that would be turned around', 'a\u202eb\u2066c', 'a�b�c'], ['what nobody sees', 'a\u200bb\u00adc\ufeffd', 'a�b�c�d'], ['signs of a terminal', 'a\u001b[2J\u009b31m\u0000', 'a�[2J�31m�'],
    ['half of a pair', 'a\ud800', 'a�'], ['lines and tabs', 'a\tb\r\nc', 'a\tb\r\nc'], ['joiners, which some languages are written with', 'می\u200cخواهم 👩\u200d🔬', 'می\u200cخواهم 👩\u200d🔬'],
  ])('shows %s', (_, text, shown) => {
    expect(html`<p>${text}</p>`.html).toBe(`<p>${shown}</p>`)
    expect(html`<p title="${text}">a</p>`.html).toBe(`<p title="${shown}">a</p>`)
  })

  it('stays as it was written where a form sends it back, or a link leads by it', () => {
    const text = 'a\u200b"<\u202e'
    expect(html`<input name="a" value="${text}"><input value="x ${text}"><option value="s:${text}">b</option>`.html).toBe('<input name="a" value="a\u200b&quot;&lt;\u202e"><input value="x a\u200b&quot;&lt;\u202e"><option value="s:a\u200b&quot;&lt;\u202e">b</option>')
    expect(html`<textarea name="a" rows="2">
${text}</textarea>${text}`.html).toBe('<textarea name="a" rows="2">\na\u200b&quot;&lt;\u202e</textarea>a�&quot;&lt;�')
    expect(html`<a href="/a?b=${text}">${text}</a>`.html).toBe('<a href="/a?b=a\u200b&quot;&lt;\u202e">a�&quot;&lt;�</a>')
  })
})
