import { SETTINGS } from '../src/operate/settings.ts'
import { KEPT, KEPT_ELSEWHERE } from '../src/report/privacy/kept.ts'

/** The page of what is stored, `docs/privacy.md`, from the list that the App itself shows, with the times that hold where nothing is set. */
export function privacyDocument(): string {
  return [
    '# What is stored',
    '<!-- Written by `npm run docs` from src/report/privacy/kept.ts and scripts/privacy-document.ts. Edit those, then run it again. -->', '',
    'For students who want to know what is kept of them, and for whoever answers them. The App shows the same list at `/privacy`, with the times of its own settings; here they are those that hold where nothing is set',
    `(\`KEEP_DAYS\` ${defaultOf('KEEP_DAYS')}).`, '',
    ...KEPT.flatMap((kept) => [
      `## ${kept.what}`, '', kept.holds, '',
      `- For what: ${kept.why}`, `- About whom: ${kept.whose}`, `- How long: ${kept.howLong({ keepDays: Number(defaultOf('KEEP_DAYS')) })}`, `- Who sees it: ${kept.seenBy}`,
      `- In: ${kept.tables.map((name) => `\`${name}\``).join(', ')}`, '',
    ]),
    '## What is not here', '', ...KEPT_ELSEWHERE.map((says) => `- ${says}`), '',
  ].join('\n')
}

function defaultOf(name: string): string {
  return SETTINGS.find((setting) => setting.name === name)?.default ?? ''
}
