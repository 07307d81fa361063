import { flagValue } from '../../parse/shell/flags.ts'
import type { TerraformBlock } from '../../parse/terraform/tree.ts'
import type { Command } from '../commands/command.ts'
import { expandScript, inside, relativeFolder } from '../commands/expand.ts'
import { attributeOf, blocksWithin, literalText, terraformOf } from '../operations/terraform.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf } from '../settings/settings.ts'

const FOLDERS = 100

/** The commands that `terraform apply` runs where it stands: those of `local-exec` in its folder and in the modules that it uses from the repository. Empty for every other command. */
export function appliedCommands(facts: RepositoryFacts, { words, directory }: Pick<Command, 'words' | 'directory'>): readonly Command[] {
  if (!/^(?:terraform|tofu|terragrunt)$/.test(words[0] ?? '') || !words.includes('apply') || directory === null) return []
  const root = inside(directory, flagValue(words, '-chdir', '--terragrunt-working-dir') ?? '.')
  if (root === null) return []
  const folders = foldersUsed(facts, root)
  return terraformOf(facts).resources.filter(({ path, data }) => !data && folders.has(folderOf(path))).flatMap(({ path, block }) => blocksWithin(block).flatMap((inner) => scriptsIn(facts, inner, path, root)))
}

function scriptsIn(facts: RepositoryFacts, block: TerraformBlock, path: string, root: string): readonly Command[] {
  const command = block.type === 'provisioner' && block.labels[0] === 'local-exec' ? attributeOf(block, 'command') : undefined
  const text = command?.value.kind === 'expression' ? command.value.text : literalText(command?.value)
  if (command === undefined || text === null) return []
  const put = (written: string): string => written.replaceAll('${path.module}', relativeFolder(root, folderOf(path)) || '.').replaceAll(/\$\{path\.(?:root|cwd)\}/g, '.').replaceAll(/\$\{[^}]*\}/g, '$VALUE').replaceAll(/^"|"$/g, '')
  const given = attributeOf(block, 'working_dir')?.value
  const folder = given === undefined ? '.' : put(given.kind === 'expression' ? given.text : literalText(given) ?? '.')
  return expandScript(facts, { text: put(text), path, line: command.line, directory: inside(root, folder), options: { errexit: true }, masked: null, via: [], through: [], environment: [] })
}

/** A folder with those of the modules it takes from the repository, and theirs. */
function foldersUsed(facts: RepositoryFacts, root: string): ReadonlySet<string> {
  const folders = new Set([root])
  for (const folder of folders) {
    if (folders.size > FOLDERS) break
    for (const { path, source } of terraformOf(facts).modules) if (folderOf(path) === folder && /^\.\.?\//.test(source)) folders.add(normalPath(`${folder}/${source}`))
  }
  return folders
}
