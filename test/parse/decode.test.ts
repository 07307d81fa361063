import { describe, expect, it } from 'vitest'
import { decode } from '../../src/parse/decode.ts'

const utf16 = (text: string, bigEndian: boolean, mark: boolean): Uint8Array => {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}
const TEXT = 'print("größe")\n'

describe('text is read whatever its encoding', () => {
  it.each([
    ['utf-8', Buffer.from(TEXT), 'utf-8'],
    ['utf-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['utf-16 little endian with a mark', utf16(TEXT, false, true), 'utf-16le'],
    ['utf-16 big endian with a mark', utf16(TEXT, true, true), 'utf-16be'],
    ['utf-16 little endian without one', utf16(TEXT, false, false), 'utf-16le'],
    ['utf-16 big endian without one', utf16(TEXT, true, false), 'utf-16be'],
    ['latin-1', Buffer.from(TEXT, 'latin1'), 'latin-1'],
  ])('%s', (_, bytes, encoding) => { expect(decode(bytes)).toEqual({ kind: 'text', text: TEXT, encoding }) })

  it('an empty file is empty text', () => { expect(decode(new Uint8Array(0))).toEqual({ kind: 'text', text: '', encoding: 'utf-8' }) })
})

it('a pointer into Git LFS is known for what it is', () => {
  expect(decode(Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'))).toEqual({ kind: 'lfs-pointer' })
  expect(decode(Buffer.from('See version https://git-lfs.github.com/spec/v1\n')).kind).toBe('text')
})

it.each([
  ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]],
  ['compiled code', [0xcb, 0x0d, 0x0d, 0x0a, 0, 0, 0, 0, 1, 2, 3]],
  ['compressed bytes', [0x1f, 0x8b, 0x08, 0x08, 0xff, 0x03, 0x01, 0x02]],
  ['zeros', [0, 0, 0, 0, 0, 0]],
])('%s is binary', (_, bytes) => { expect(decode(Uint8Array.from(bytes))).toEqual({ kind: 'binary' }) })
