import { memoise } from '../memoise.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { kubernetesOf } from '../operations/kubernetes.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { composeServicesOf } from './compose.ts'
import { composeProcessesOf } from './compose-processes.ts'

/** Something the repository runs, on one line, with where it is written. `through` says what runs it. */
export type StartedCommand = { readonly text: string; readonly path: string; readonly line: number; readonly through: 'dockerfile' | 'compose' | 'kubernetes' | 'task' | 'workflow' | 'procfile' }

/** An image that the repository runs or builds upon. */
export type UsedImage = { readonly image: string; readonly path: string; readonly line: number; readonly through: 'dockerfile' | 'compose' | 'kubernetes' }

/** The commands that containers, tasks, scripts, workflows and Procfiles of the project start. */
export const startedCommandsOf = memoise((facts: RepositoryFacts): readonly StartedCommand[] => [
  ...[...facts.files.values()].flatMap(({ path, facts: read }): readonly StartedCommand[] => {
    if (read?.kind === 'lines' && path.endsWith('Procfile')) return read.entries.map((entry) => ({ text: entry.text, path, line: entry.line, through: 'procfile' }))
    if (read?.kind !== 'dockerfile') return []
    return read.tree.stages.flatMap((stage) => [stage.entrypoint, stage.command].flatMap((command): readonly StartedCommand[] => command === null ? [] : [{ text: command.words.join(' '), path, line: command.line, through: 'dockerfile' }]))
  }),
  ...composeProcessesOf(facts).flatMap(({ service, commands }) => commands.map((one): StartedCommand => ({ ...one, path: service.file, through: 'compose' }))),
  ...kubernetesOf(facts).flatMap(({ path, containers }) => containers.flatMap((container): readonly StartedCommand[] => container.command.length === 0 ? [] : [{ text: container.command.join(' '), path, line: container.line, through: 'kubernetes' }])),
  ...taskCommandsOf(facts).flatMap((task) => task.commands.map((command): StartedCommand => ({ text: command.words.join(' '), ...command.place, through: 'task' }))),
  ...ciOf(facts).commands.filter((command) => command.inactive === null).map((command): StartedCommand => ({ text: command.words.join(' '), ...command.place, through: 'workflow' })),
])

/** The images of Dockerfiles, compose services and Kubernetes containers. */
export const usedImagesOf = memoise((facts: RepositoryFacts): readonly UsedImage[] => [
  ...[...facts.files.values()].flatMap(({ path, facts: read }) => read?.kind === 'dockerfile' ? read.tree.stages.map((stage): UsedImage => ({ image: stage.from, path, line: stage.line, through: 'dockerfile' })) : []),
  ...composeServicesOf(facts).flatMap(({ image, file, line }): readonly UsedImage[] => image === null ? [] : [{ image, path: file, line, through: 'compose' }]),
  ...kubernetesOf(facts).flatMap(({ path, containers }) => containers.filter((one) => one.image !== '').map((one): UsedImage => ({ image: one.image, path, line: one.line, through: 'kubernetes' }))),
])
