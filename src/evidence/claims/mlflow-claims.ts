import type { Claim, Metadata } from '../../model/claim.ts'
import type { MlflowReport, MlflowRun, ModelVersion, RegisteredModel } from '../../model/report-facts.ts'

/** What an MLflow store claims of the criterion `tracking`: that there are runs with parameters and metrics. Nothing where no run has both. */
export function trackingClaims({ path, runs }: MlflowReport): readonly Claim[] {
  const whole = runs.filter(isWhole).length
  return whole === 0 ? [] : [{ criterion: 'tracking', kind: 'tracked-runs', path, runs: runs.length, whole }]
}

/** What an MLflow store claims of the criterion `registry`: the version that says most of itself among those with metadata. Nothing where all are bare. */
export function registryClaims({ path, runs, models }: MlflowReport): readonly Claim[] {
  const byId = new Map(runs.map((run) => [run.id, run]))
  const claims = models.flatMap((model) => model.versions.map((version): Claim & { readonly kind: 'registered-model' } => ({
    criterion: 'registry', kind: 'registered-model', path, model: model.name, version: version.version, metadata: metadataOf(model, version, byId.get(version.run ?? '')),
  })))
  const [best] = claims.filter(({ metadata }) => metadata.length > 0).toSorted((one, other) => other.metadata.length - one.metadata.length)
  return best === undefined ? [] : [best]
}

/** A run that was logged as the rubric asks: with what went in and what came out. */
function isWhole({ parameters, metrics }: MlflowRun): boolean {
  return parameters.length > 0 && metrics.length > 0
}

function metadataOf(model: RegisteredModel, version: ModelVersion, run: MlflowRun | undefined): readonly Metadata[] {
  const has: Readonly<Record<Metadata, boolean>> = {
    alias: model.aliases.some((one) => one.version === version.version), stage: version.stage !== null,
    description: version.description !== null || model.description !== null, tags: version.tags.length + model.tags.length > 0,
    signature: run?.signature === true, run: run !== undefined && isWhole(run),
  }
  return (['alias', 'stage', 'description', 'tags', 'signature', 'run'] as const).filter((one) => has[one])
}
