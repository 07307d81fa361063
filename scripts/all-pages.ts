import { HELP } from '../src/command-line/help.ts'
import { checkPages } from './check-pages.ts'
import { commandsPage } from './commands-page.ts'
import { schemaText, SCHEMAS_OF_CRITERIA } from './criteria-in-schema.ts'
import { formsPage } from './forms-page.ts'
import { privacyDocument } from './privacy-document.ts'
import { environmentExample, settingsPage } from './settings-page.ts'

/** Every file that is written from code and data, by its path from the root: the one list that writes them and that the tests hold. */
export async function allPages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...await checkPages(),
    ['docs/commands.md', commandsPage()], ['docs/privacy.md', privacyDocument()], ['docs/settings.md', settingsPage()], ['docs/forms.md', formsPage()], ['docs/command-line.md', commandLinePage()], ['.env.example', environmentExample()],
    ...SCHEMAS_OF_CRITERIA.map((path) => [path, schemaText(path)] as const),
  ])
}

/** What the command says of itself, as a page. */
function commandLinePage(): string {
  return [
    '# The command', '<!-- Written by `npm run docs` from src/command-line/help.ts and scripts/all-pages.ts. Edit those, then run it again. -->', '',
    'For whoever works at a terminal. In a copy of this project the command is `node dist/cli.js`, which `npm ci` builds; `npm run grade --`, `npm run checks` and `npm run hint --` are short for three of its words.',
    '[Grade a repository](grade.md) explains `grade`; the words for where the App runs are explained in [operate](operate.md), [course](course.md), [grades](grades.md), [decisions](decisions.md) and [groups](groups.md).', '',
    'This is what `node dist/cli.js --help` prints:', '', '```text', HELP.trimEnd(), '```', '',
  ].join('\n')
}
