import { SETTINGS } from '../src/operate/settings.ts'
import { KEPT, KEPT_ELSEWHERE } from '../src/report/privacy/kept.ts'
import { GIVEN_WHOLE } from '../src/store/privacy/export-student.ts'

/** The page of what is stored, `docs/privacy.md`, from the list that the App itself shows, with the times that hold where nothing is set. */
export function privacyDocument(): string {
  const [keepDays = 0, keepTextDays = 0, eraseAfterDays = 0] = ['KEEP_DAYS', 'KEEP_TEXT_DAYS', 'ERASE_AFTER_DAYS'].map((name) => Number(defaultOf(name)))
  const defaults = { keepDays, keepTextDays, eraseAfterDays }
  return [
    '# What is stored',
    '<!-- Written by `npm run docs` from src/report/privacy/kept.ts and scripts/privacy-document.ts. Edit those, then run it again. -->', '',
    'For students who want to know what is kept of them, and for whoever answers them. The App shows the same list at `/privacy`, with the times of its own settings; here they are those that hold where nothing is set',
    `(\`KEEP_DAYS\` ${defaults.keepDays}, \`KEEP_TEXT_DAYS\` ${defaults.keepTextDays}, which is for ever, and \`ERASE_AFTER_DAYS\` ${defaults.eraseAfterDays}).`, '',
    ...KEPT.flatMap((kept) => [
      `## ${kept.what}`, '', kept.holds, '',
      `- For what: ${kept.why}`, `- About whom: ${kept.whose}`, `- How long: ${kept.howLong(defaults)}`, `- Who sees it: ${kept.seenBy}`,
      `- In: ${kept.tables.map((name) => `\`${name}\``).join(', ')}`, '',
    ]),
    '## What is not here', '', ...KEPT_ELSEWHERE.map((says) => `- ${says}`), '',
    ...COPY, ...ERASE, ...TIME,
  ].join('\n')
}

function defaultOf(name: string): string {
  return SETTINGS.find((setting) => setting.name === name)?.default ?? ''
}

const COPY = [
  '## Give a student what is kept of them', '',
  '```sh', 'node dist/cli.js student export ana@example.edu --out ana.json', '```', '',
  'WHO is a login, an e-mail, a student id or a numeric id on GitHub, whole, in letters of any size. Where several people go by it, they are listed and nothing is written. The file is new and readable by its owner alone; `--course ID` narrows it',
  'to one course, of which the webhooks and what happened outside of its repositories are no part. It is JSON; times are milliseconds since 1970 unless they are dates, and rows are those of the tables above, with names in camel case.', '',
  '| field | holds |', '| --- | --- |',
  '| `schema` | 1 |', '| `exportedAt`, `course` | when, and of which course; `null` for all |',
  '| `who` | `ids` and `logins` on GitHub, `names`, `emails`, `numbers` (student ids and those of learning platforms), `inLists` (course and key) |',
  '| `lists` | their rows in lists of students, those that they left too |',
  '| `releases` | that their own grade was released or held, by whom, when and why |',
  '| `repositories` | each on which they work: `id`, `name`, `alone` (nobody else works there), `isReached` (the App still reaches it) |',
  '| … `theirs` | `participations`, `statements`, `events`, `decisions` that they made, `work` that waits, `contributions` (their commits, pull requests and reviews, where several work there) |',
  `| … \`ofTheRepository\` | by table: ${GIVEN_WHOLE.map((name) => `\`${name}\``).join(', ')} |`,
  '| … `leftOut` | how many `statementsOfOthers`, `eventsOfOthers`, `readings` and `traces` are not in it |',
  '| `elsewhere` | `events`, `statements`, `decisions`, `contributions` of theirs where they do not work |',
  '| `audit` | entries that name them or their repositories |', '| `webhooks` | how many texts of webhooks still name them |', '| `notInIt` | what is left out, in words |', '',
  'Nothing that another student said is in it. Of one course, `who` holds what that course knows of them, and nothing that another one alone does. Instructors get the same of their course through the API ([api.md](api.md#students)).', '',
]

const ERASE = [
  '## Erase a student', '',
  '```sh', 'node dist/cli.js student erase ana --preview', 'node dist/cli.js student erase ana --reason "asked by mail on 3 March"', '```', '',
  'Whoever runs the App erases, and nobody else ([roles.md](roles.md) says why): instructors ask for it.', '',
  '`--preview` counts by table what would go, and writes nothing. Both work while the App runs; while it judges a repository of theirs, the command waits for a minute at most. It looks through the whole store first, some seconds for each 500 MB, for which nobody waits. It is done whole or not at all, and doing it again finds nobody. Who is of the',
  'staff of a course that runs is refused. Make the student a copy before: there is no way back but a backup.', '',
  '- **A repository on which nobody else works**, the staff and bots aside, goes with everything that was judged, read, traced, probed, decided and said there, and so does work that waits for it. `--course ID` erases what is of one course alone; a repository that',
  '  another course has, too, stays then.',
  '- **A repository that they share** stays, with its grade. What they said goes, and so does their participation; in everything else `nobody-1` (the next one `nobody-2`) with an id below zero stands in their place, so that counts still fit. Login, e-mail, name, student id and numeric id are',
  '  looked for as whole words in every text that is kept. A login that is a word of every repository (`main`, `model`) is taken out where it names a person, and behind an @.',
  '- **Their row in the lists**, also in those that they left, and webhooks that name them, also those that wait, lose their text.',
  '- **The audit** keeps its entries without saying of whom, and gets one more: that somebody was erased, when, by whom and why. Should the reason name them, that is taken out.', '',
  'The database itself refuses to change what was judged, decided and said. Erasing is the one way past that: one function (`src/store/privacy/in-erasing.ts`), in one transaction with the entry of the audit, which other connections never see open.', '',
  'What it does not reach, and says so: what the App wrote on GitHub (with links), backups, the log, a list of students that is imported again, the file of a course that names a repository, and the name of a repository that others work on. Where the App still reaches a',
  'repository, its next look there judges it again, and the next push makes its writer known again: before erasing, uninstall the App there, or take the repository out of the course and restart.', '',
]

const TIME = [
  '## What time erases', '',
  'Once an hour, in small batches, told in the log:', '',
  '- **Texts**, where `KEEP_TEXT_DAYS` is set: so many days after a course has ended or closed (`dates.closes`), what participants said, the reasons of decisions, re-judgings and releases, notes on the watch list, and why a verdict was said to be wrong are emptied, as far as they were written before. That somebody disputed or decided what, and when, stays, and so does every grade.',
  '  What an answer was read as stays without its words.',
  '- **What is of an account that uninstalled the App**, `ERASE_AFTER_DAYS` days later: its repositories with everything that belongs to them, as above, its webhooks and what happened there; and the lists of students and the staff of its courses, unless a repository of another account is in them. Installed',
  '  again before that, nothing is lost, and repositories that are chosen again are where they were. A suspended installation is not gone. The audit says when what was erased. 0 keeps everything. The file of a course is the operator\'s, and stays.',
  '- Facts of files are under no repository; they go 120 days after somebody last needed them.', '',
]
