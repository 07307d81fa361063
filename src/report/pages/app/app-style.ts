/** The style of the page of whoever runs the App, beside that of every page. */
export const APP_STYLE = `
.hours { max-width: 44rem; margin-bottom: 1rem; }
table.app th[scope=row], table.app td.when, table.app td.number, table.app code { white-space: nowrap; overflow-wrap: normal; }
table.app th.says, table.app td.says { white-space: normal; min-width: 13rem; overflow-wrap: anywhere; }
form.again { margin: 0; }
form.again button { white-space: nowrap; }
section > form.again { margin-bottom: 1rem; }
meter.left { display: block; width: 8rem; margin-left: auto; }
`
