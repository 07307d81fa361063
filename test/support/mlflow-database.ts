import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'

/** The bytes of a database that these statements make. */
export function makeDatabase(sql: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-db-'))
  try {
    const file = join(folder, 'mlflow.db')
    const database = new Database(file)
    database.exec(sql)
    database.close()
    return readFileSync(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The tables that each version of MLflow has of what is read, as its migrations leave them. */
export const MLFLOW_TABLES = {
  1: `
    create table experiments (experiment_id integer not null primary key, name varchar(256) not null unique, artifact_location varchar(256), lifecycle_stage varchar(32));
    create table runs (run_uuid varchar(32) not null primary key, name varchar(250), source_type varchar(20), source_name varchar(500), entry_point_name varchar(50), user_id varchar(256), status varchar(9), start_time bigint, end_time bigint, source_version varchar(50), lifecycle_stage varchar(20), artifact_uri varchar(200), experiment_id integer);
    create table tags (key varchar(250) not null, value varchar(5000), run_uuid varchar(32) not null, primary key (key, run_uuid));
    create table params (key varchar(250) not null, value varchar(250) not null, run_uuid varchar(32) not null, primary key (key, run_uuid));
    create table metrics (key varchar(250) not null, value float not null, timestamp bigint not null, run_uuid varchar(32) not null, step bigint default '0' not null, is_nan boolean default '0' not null);`,
  2: `
    create table latest_metrics (key varchar(250) not null, value float not null, timestamp bigint, step bigint not null, is_nan boolean not null, run_uuid varchar(32) not null, primary key (key, run_uuid));
    create table registered_models (name varchar(256) not null primary key, creation_time bigint, last_updated_time bigint, description varchar(5000));
    create table registered_model_tags (key varchar(250) not null, value varchar(5000), name varchar(256) not null, primary key (key, name));
    create table registered_model_aliases (alias varchar(256) not null, version integer not null, name varchar(256) not null, primary key (name, alias));
    create table model_versions (name varchar(256) not null, version integer not null, creation_time bigint, last_updated_time bigint, description varchar(5000), user_id varchar(256), current_stage varchar(20), source varchar(500), run_id varchar(32), status varchar(20), status_message varchar(500), run_link varchar(500), storage_location varchar(500), primary key (name, version));
    create table model_version_tags (key varchar(250) not null, value varchar(5000), name varchar(256) not null, version integer not null, primary key (key, name, version));
    alter table runs add column deleted_time bigint;`,
  3: `
    create table logged_models (model_id varchar(34) not null primary key, experiment_id integer not null, name varchar(500) not null, artifact_location varchar(1000) not null, creation_timestamp_ms bigint not null, last_updated_timestamp_ms bigint not null, status integer not null, lifecycle_stage varchar(32), model_type varchar(500), source_run_id varchar(32), status_message varchar(1000));
    create table entity_associations (association_id varchar(36) not null primary key, source_type varchar(36), source_id varchar(36));`,
} as const
