import { asMap, asText, valueAt } from '../../parse/json.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { doubtOf } from '../ci/doubt.ts'
import { imageBuildOf } from '../commands/image-commands.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { servingFrameworksOf } from '../service/serving-frameworks.ts'
import { lineAt, nameOf, settingsOf } from '../settings/settings.ts'

/** A container that a framework makes from settings or code of the project, without a Dockerfile. `built` where a workflow lets the framework build it, unmasked. */
export type FrameworkContainer = { readonly framework: string; readonly says: string; readonly path: string; readonly line: number; readonly built: { readonly path: string; readonly line: number; readonly says: string } | null }

const CALLS: readonly (readonly [RegExp, string])[] = [
  [/^bentoml\.(?:bentos\.build|build|container\.build|images\.\w+|containerize)$|^zenml\.integrations\.bentoml\.steps\.bento_builder_step$/, 'BentoML'], [/^zenml\.config\.(?:[\w.]+\.)?DockerSettings$/, 'ZenML'], [/^modal\.Image\.\w+$/, 'Modal'],
  [/^azure\.ai\.ml\.entities\.(?:[\w.]+\.)?(?:Environment|BuildContext)$|^azureml\.core\.(?:environment\.)?Environment\.from_(?:conda_specification|pip_requirements|dockerfile|docker_image)$/, 'Azure ML'],
  [/^mlflow\.(?:models|pyfunc|sagemaker)\.(?:build_docker|build_and_push_container|push_image_to_ecr)$/, 'MLflow'], [/^flytekit\.(?:[\w.]+\.)?ImageSpec$/, 'Flyte'], [/^prefect\.docker\.DockerImage$|^prefect\.deployments\.(?:[\w.]+\.)?DeploymentImage$/, 'Prefect'],
]
const BUILDERS: Readonly<Record<string, string>> = { 'bentoml containerize': 'BentoML', cog: 'Cog', 'mlflow models build-docker': 'MLflow', 'pack build': 'Buildpacks', earthly: 'Earthly' }
/** Frameworks whose container is described as a Dockerfile would: the image follows from their file alone. */
const BY_FILE = new Set(['BentoML', 'Cog'])

/** The containers of frameworks, in this order: settings files, code, commands by hand, images that serve a model as they come. */
export const frameworkContainersOf = memoise((facts: RepositoryFacts): readonly FrameworkContainer[] => {
  const made = [...filesOf(facts), ...projectModulesOf(facts).flatMap(madeIn), ...commandsOf(facts)]
  const building = ciOf(facts).commands.flatMap((step) => {
    const framework = builderOf(step)
    return framework === null || doubtOf(step) !== null ? [] : [{ framework, ...step.via[0] ?? step.place, says: step.text }]
  })
  return [
    ...made.map((one): FrameworkContainer => ({ ...one, built: BY_FILE.has(one.framework) ? building.find((build) => build.framework === one.framework) ?? null : null })),
    ...building.filter((build) => !made.some((one) => one.framework === build.framework)).map((build): FrameworkContainer => ({ ...build, built: null })),
    ...servingFrameworksOf(facts).filter(({ says }) => /^(?:image|InferenceService|SeldonDeployment|RayService) /.test(says)).map(({ name, says, path, line }): FrameworkContainer => ({ framework: name, says, path, line, built: null })),
  ]
})

type Made = Omit<FrameworkContainer, 'built'>

function filesOf(facts: RepositoryFacts): readonly Made[] {
  return settingsOf(facts).flatMap(({ path, value, lines }): readonly Made[] => {
    const name = nameOf(path).toLowerCase()
    const map = asMap(value)
    if (/^bentofile(?:[._-][\w-]+)?\.ya?ml$/.test(name) && map?.['service'] !== undefined) return [{ framework: 'BentoML', says: `${path} says what BentoML packs`, path, line: lineAt(lines, map['docker'] === undefined ? 'service' : 'docker') }]
    if (name === 'pyproject.toml' && valueAt(value, 'tool', 'bentoml', 'build') !== undefined) return [{ framework: 'BentoML', says: 'tool.bentoml.build says what BentoML packs', path, line: lineAt(lines, 'tool.bentoml.build') }]
    if (/^cog\.ya?ml$/.test(name) && map?.['build'] !== undefined) return [{ framework: 'Cog', says: `${path} says what Cog builds`, path, line: lineAt(lines, 'build') }]
    if (asText(map?.['base_image']) !== null && ['post_build_cmds', 'debian_packages', 'python', 'conda_packages'].some((key) => map?.[key] !== undefined)) return [{ framework: 'Anyscale', says: `${path} says what Anyscale builds its image from`, path, line: lineAt(lines, 'base_image') }]
    const isEnvironment = asText(map?.['image']) !== null && map?.['conda_file'] !== undefined
    if (isEnvironment || (asText(map?.['$schema']) ?? '').endsWith('/environment.schema.json')) return [{ framework: 'Azure ML', says: `${path} describes an environment of Azure ML`, path, line: lineAt(lines, isEnvironment ? 'image' : '$schema') }]
    const isProject = name === 'mlproject' && map?.['docker_env'] !== undefined
    return isProject ? [{ framework: 'MLflow', says: 'docker_env of the MLproject', path, line: lineAt(lines, 'docker_env') }] : []
  })
}

const madeIn = memoise(({ path, tree }: PythonModule): readonly Made[] => callsOf(tree).flatMap((call) => {
  const framework = CALLS.find(([pattern]) => pattern.test(call.name))?.[1]
  return framework === undefined ? [] : [{ framework, says: `${call.method} of ${framework}`, path, line: call.line }]
}))

function commandsOf(facts: RepositoryFacts): readonly Made[] {
  return taskCommandsOf(facts).flatMap((task) => task.commands.flatMap((command): readonly Made[] => {
    const framework = builderOf(command)
    return framework === null ? [] : [{ framework, says: command.text, ...command.place }]
  }))
}

function builderOf(command: Parameters<typeof imageBuildOf>[0]): string | null {
  const tool = imageBuildOf(command)?.tool ?? ''
  return Object.hasOwn(BUILDERS, tool) ? BUILDERS[tool] ?? null : null
}
