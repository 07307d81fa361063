/** Every deployment that was seen of a repository, beside the looks at single commits: its environments have an order of their own. `deployment` is JSON. */
export const DEPLOYMENTS: readonly string[] = [
  'create table deployments (repository_id bigint not null, environment text not null, id bigint not null, stated_at bigint not null, deployment text not null, primary key (repository_id, environment, id))',
]
