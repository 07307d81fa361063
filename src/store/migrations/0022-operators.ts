/** Who runs the App, by the login of the setting or as owner of its registration: known by a numeric id from the first look on. */
export const OPERATORS: readonly string[] = ['create table operators (word text not null, person_id bigint not null, login text not null, since bigint not null, primary key (word, person_id))']
