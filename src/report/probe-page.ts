/** What `/probes` answers: to whom a probe belongs and how to be left alone, for whoever finds one in the log of a service. Plain text. */
export const PROBE_PAGE = `Probes of Capstone Coach

You came here from the log of a service. Capstone Coach is an App for the last
lesson of an MLOps course. Where the course turns it on, it asks the service that a
student deployed whether it is well, at the address that a deployment of the
student's repository on GitHub names.

What is asked
  GET of the health route and of the metrics route that the code declares,
  over https, at port 443. Nothing else; nothing is sent along.

How often
  At most 12 times in 24 hours for one repository, and never twice within
  10 minutes at one address.

What is kept
  Status, time, size, the digest of the body, its first 200 characters and the
  names of the metrics.

To stop it, remove the address from the deployment, or ask the course.
`
