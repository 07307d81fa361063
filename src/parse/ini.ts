import type { TextProblem } from './json.ts'

/** `value` joins continuation lines with a newline each and is trimmed; `line` is where the key stands, counted from 1. */
export type IniEntry = { readonly key: string; readonly value: string; readonly line: number }

export type IniSection = { readonly name: string; readonly line: number; readonly entries: readonly IniEntry[] }

export type IniFile = { readonly sections: readonly IniSection[]; readonly problems: readonly TextProblem[] }

const LINES = 20_000

/**
 * Reads the format of Python's configparser (setup.cfg, tox.ini, .dvc/config, .flake8): sections, `key = value` or `key: value`, indented
 * continuation lines, whole-line comments with `#` or `;`. Entries before any section get a section with an empty name.
 * Keys are lower case, as configparser makes them. Never throws.
 */
export function readIni(text: string): IniFile {
  const sections: { name: string; line: number; entries: { key: string; value: string; line: number }[] }[] = []
  const problems: TextProblem[] = []
  let entry: { key: string; value: string; line: number } | null = null
  let margin = 0
  const lines = text.replace(/^\uFEFF/, '').split('\n', LINES)
  lines.forEach((raw, index) => {
    const content = raw.trim()
    const indent = raw.length - raw.trimStart().length
    if (content === '' || content.startsWith('#') || content.startsWith(';')) {
      if (entry) entry.value += '\n'
      return
    }
    if (entry && indent > margin) {
      entry.value += `\n${content.replace(/\s[#;].*$/, '')}`
      return
    }
    const header = /^\[([^\]]*)\]/.exec(content)
    if (header) {
      sections.push({ name: (header[1] ?? '').trim(), line: index + 1, entries: [] })
      entry = null
      return
    }
    const split = content.search(/[=:]/)
    const key = (split < 0 ? content : content.slice(0, split)).trim().toLowerCase()
    if (key === '') {
      problems.push({ line: index + 1, says: 'a key was expected before the sign' })
      return
    }
    if (sections.length === 0) sections.push({ name: '', line: index + 1, entries: [] })
    entry = { key, value: split < 0 ? '' : content.slice(split + 1).trim(), line: index + 1 }
    margin = indent
    sections.at(-1)?.entries.push(entry)
  })
  return { sections: sections.map((section) => ({ ...section, entries: section.entries.map((item) => ({ ...item, value: item.value.replace(/\s+$/, '') })) })), problems }
}

/** The first entry of that section and key; undefined where there is none. Section names are compared as written. */
export function iniEntry(file: IniFile, section: string, key: string): IniEntry | undefined {
  return file.sections.find((item) => item.name === section)?.entries.find((item) => item.key === key)
}
