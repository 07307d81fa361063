import { COMMAND_NAMES, type CommandName } from '../src/model/command.ts'
import { groupOf } from '../src/model/role.ts'
import { COMMAND_WORDS, formOf } from '../src/report/answers/command-words.ts'

const GROUPS = [
  { who: 'anyone', title: 'Anybody' },
  { who: 'participant', title: 'Who works on the repository' },
  { who: 'staff', title: 'The staff of the course' },
  { who: 'instructors', title: 'The instructors of the course' },
] as const

/** The page of all commands, `docs/commands.md`, from the list that the App itself uses. */
export function commandsPage(): string {
  return [
    '# Commands',
    '<!-- Written by `npm run docs` from src/report/answers/command-words.ts and scripts/commands-page.ts. Edit those, then run it again. -->', '',
    'A person writes a command in a comment on a pull request or an issue of a repository that a course has. The App puts a reaction to the comment (a thumb up where',
    'something was carried out, eyes where it was asked something) and answers all commands of one comment in one comment of its own.', '',
    '```', '/why health', '/hint 3.2 2', '```', '',
    '## Where a command is read', '',
    '- In a new comment only. An edited one is not read again, and neither is what a bot or another App writes.',
    '- At the start of a line, in letters of any size, with what belongs to it on the same line. Five commands of a comment are read.',
    '- Not in code, quotations, HTML comments, or the summary of a folded part.',
    '- A word behind a slash that is no command is answered where it is nearly one, or is all that the comment holds: a path such as `/predict` among other text is none.',
    '- In a locked conversation GitHub lets no App write: what is said there is carried out, and shows in the check `Capstone` and in `/status` elsewhere.', '',
    '## What can be named', '',
    'An item of the checklist or a criterion goes by its short name or its title, a step by its number: `health`, `Health check endpoint works`, `3.2`. A name that is nearly',
    'right gets what it may have been; one that nothing has, the list of names. Where an item has the short name of a criterion, that criterion goes by `criterion:` with it: `criterion:health`.', '',
    ...GROUPS.flatMap(({ who, title }) => [`## ${title}`, '', ...introOf(who), '| Command | Does | Example |', '| --- | --- | --- |', ...COMMAND_NAMES.filter((name) => groupOf(name) === who).map(rowOf), '']),
    '## Who is who', '',
    '- **Participants** pushed to the repository, own it, or can write to it on GitHub. Being one decides nothing. Bots are none.',
    '- Opening a pull request makes nobody a participant: in a public repository anybody can open one from a fork. Where students work in forks, each fork is in the course',
    '  as a repository of its own, with the App installed on it, and its owner is a participant there.',
    '- **Staff** are the people and teams that the [course](course.md) names as instructors or assistants, by their numeric id on GitHub. Who is named as both is an instructor. Being able to write to a',
    '  repository, or being its admin, makes nobody staff.',
    '- In a [repository for practice](course.md#practice) the staff is answered as participants are, too.',
    '- Who opened a dispute takes it back with `/close`; the staff closes any.', '',
    '## In a public repository', '',
    'The reasons of `/set` and all of `/excuse` and `/extend` are kept, and nothing of them is said again by the App: neither in answers nor in the comment of a pull request. A dispute that an',
    'excuse answers stays open there until it is closed. An `internal` repository of an enterprise counts as a public one. What stands in the comment itself can be read by anybody until its',
    'writer takes it back. Whoever runs the App sees all that was decided and said, with reasons, by `capstone-coach decisions OWNER/NAME`.', '',
    '## When nothing comes back', '',
    'While a repository is paused, the staff alone is answered; anybody else is told so once, and their commands are not kept. `/join` answers a right code with a thumb up and anything else with nothing, so that nobody can try',
    'codes. A comment in a repository that no course has, or that is archived, is not answered.', '',
  ].join('\n')
}

function introOf(who: (typeof GROUPS)[number]['who']): readonly string[] {
  switch (who) {
    case 'anyone': return []
    case 'participant': return ['The staff may use these, too. `/done` is for what a person does outside of GitHub: pushes, runs of CI, merges and deployments (steps 3.1 to 4.2) are seen on GitHub itself.', '']
    case 'staff': return ['What is decided is kept for ever with its reason, by whom and when. The newest on a thing holds; the App\'s own verdict stays underneath, and `/clear` brings it back. All of these, and those of instructors below, are on [the page of the repository](pages.md#one-repository), too.', '']
    case 'instructors': return ['Instructors can ask all that assistants can, and these.', '']
  }
}

function rowOf(name: CommandName): string {
  const { does, example } = COMMAND_WORDS[name]
  return `| \`${formOf(name)}\` | ${does} | \`${example}\` |`
}
