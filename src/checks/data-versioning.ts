import { ciOf } from '../facts/ci/ci-facts.ts'
import { taskCommandsOf } from '../facts/commands/task-commands.ts'
import { dvcOf, type DvcFacts, type DvcOutput } from '../facts/data/dvc.ts'
import { otherVersioningOf } from '../facts/data/other-versioning.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `data-versioning`. */
export const dataVersioning: Check = {
  id: 'data-versioning',
  title: 'Data versioned with DVC',
  proof: 'reading',
  lesson: '2-1-data-versioning#data-under-version-control',
  revision: 6,
  needs: ['data', 'infrastructure', 'python', 'configuration'],
  lookedFor: 'Data that DVC tracks (*.dvc files, or the outs of a dvc.yaml with its dvc.lock) and a remote in .dvc/config that keeps it.',
  levels: {
    present: 'DVC tracks the data, and a remote that keeps it is configured.',
    partial: 'One of the two, or data is versioned in another way (Git LFS, LakeFS, artifacts of W&B, a versioned bucket).',
    missing: 'The data has no versions.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const { outputs, stages, problems, unaddressed } = dvcOf(facts)
  const hashed = outputs.filter((output) => output.hashed).toSorted((one, other) => Number(one.from === 'lock') - Number(other.from === 'lock'))
  const place = (output: DvcOutput): FileEvidence => fileEvidence(facts, output.in, output.line, output.path)
  const data = hashed.filter((output) => !isModel(output.path)).map(place)
  const models = hashed.filter((output) => isModel(output.path)).map(place)
  const remotes = remotesOf(facts)
  const unread = problems.map(({ path, line, says }) => fileEvidence(facts, path, line, says))
  const broken = unaddressed === null ? unread : [...unread, fileEvidence(facts, unaddressed.path, unaddressed.line, unaddressed.instead === null ? `the default remote ${unaddressed.name} has no address` : `the address of remote ${unaddressed.name} is a placeholder`)]
  const [first] = data
  const [remote] = remotes
  if (first !== undefined && remote !== undefined) return present([first, remote, ...data.slice(1)], { found: `DVC tracks ${first.says} (${first.path}) and keeps it in ${remote.says} (${remote.path}).` })
  const other = otherVersioningOf(facts).map(({ says, path, line }) => fileEvidence(facts, path, line, says))
  if (isNonEmpty(data)) return partial(data, { found: `DVC tracks ${data[0].says} (${data[0].path}); ${withoutRemote(unread[0], unaddressed)}.`, against: broken, next: nextRemote(unread[0], unaddressed) })
  const half = [...models, ...remotes]
  if (isNonEmpty(half)) return partial(half, { found: models[0] === undefined ? `A remote is configured (${half[0].path}), and DVC tracks no data.` : `DVC tracks ${half[0].says}, a model; the data is not tracked.`, against: broken, next: 'Track the data set with `dvc add`, or as an out of a stage, commit what DVC writes and run `dvc push`.' })
  if (isNonEmpty(other)) return partial(other, { found: `Data is kept in versions without DVC: ${other[0].says} (${other[0].path}).`, next: 'Let a commit name its data: track the data set with DVC and use the same storage as its remote.' })
  const unlocked = stages.find((stage) => stage.outputs.length > 0)
  return missing({ found: unlocked === undefined ? 'No data is tracked by DVC or kept in versions another way.' : `${unlocked.in} names outs and has no dvc.lock with their versions; no remote is configured.`, against: broken, next: unlocked === undefined ? 'Run `dvc init`, track the data set with `dvc add`, and add a remote.' : 'Run `dvc repro`, commit dvc.lock, and add a remote with `dvc remote add -d`.' })
}

/** Why nothing keeps the data, in words. */
function withoutRemote(unread: FileEvidence | undefined, unaddressed: DvcFacts['unaddressed']): string {
  if (unread !== undefined) return `${unread.path} can't be read: ${unread.says}`
  if (unaddressed !== null && unaddressed.instead !== null) return `${unaddressed.path} gives the remote ${unaddressed.name} a placeholder for its address (${unaddressed.instead}), so the data stays on one machine`
  if (unaddressed !== null) return `${unaddressed.path} names ${unaddressed.name} as the default remote and gives it no address, so the data stays on one machine`
  return 'no remote is configured, so the data stays on one machine'
}

function nextRemote(unread: FileEvidence | undefined, unaddressed: DvcFacts['unaddressed']): string {
  if (unread !== undefined) return `Resolve the merge in ${unread.path}, then run \`dvc push\`.`
  if (unaddressed !== null && unaddressed.instead !== null) return `Put the storage that there is in place of ${unaddressed.instead} in ${unaddressed.path}, and run \`dvc push\`.`
  if (unaddressed !== null) return `Give the remote its address (\`dvc remote add ${unaddressed.name}\` and the storage), commit ${unaddressed.path} and run \`dvc push\`.`
  return 'Add a remote with `dvc remote add -d`, commit .dvc/config and run `dvc push`.'
}

/** A path that names a model and no data. */
function isModel(path: string): boolean {
  return /(?:^|\/)(?:models?|checkpoints?|weights|metrics|reports?|plots?|mlruns)(?:\/|\.|$)|\.(?:pkl|pickle|joblib|onnx|pth?|h5|keras|ckpt|safetensors|bin|tflite)$/i.test(path) && !/(?:^|\/|[_-])(?:data|datasets?|raw|processed|interim|features)(?:[_\-./]|$)/i.test(path)
}

/**
 * The remotes of .dvc/config, and those that a workflow or a task adds. Where .dvc/config names a default remote without an address, the files show that
 * nobody has run what would add another one: a task of a person counts only where it adds the one that is named.
 */
function remotesOf(facts: RepositoryFacts): readonly FileEvidence[] {
  const { remotes, unaddressed } = dvcOf(facts)
  const inCi = ciOf(facts).commands.filter((command) => command.inactive === null)
  const byHand = taskCommandsOf(facts).flatMap((task) => task.commands).filter(({ words }) => unaddressed === null || nameAdded(words) === unaddressed.name)
  return [
    ...remotes.toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault)).map((remote) => fileEvidence(facts, remote.in, remote.line, `remote ${remote.name}`)),
    ...[...inCi, ...byHand].flatMap(({ words, place }) => {
      const name = nameAdded(words)
      return name === null ? [] : [fileEvidence(facts, place.path, place.line, `remote ${name}`)]
    }),
  ]
}

/** The name of the remote that `dvc remote add` adds; null for any other command. */
function nameAdded(words: readonly string[]): string | null {
  const [tool, group, act, ...rest] = words
  return tool === 'dvc' && group === 'remote' && act === 'add' ? rest.find((word) => !word.startsWith('-')) ?? null : null
}
