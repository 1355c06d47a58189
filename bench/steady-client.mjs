// Asks one address at a steady pace from a thread of its own, so that the loop being measured does not also set the pace.
// Latency counts from when a request was due. `begin` forgets what was asked before, while connections were opened and
// nothing had run yet; `end` ends the run, and the answer is the list of latencies in ms.
import { Agent, get } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

const { url, intervalMs } = workerData
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
let asked = []

const ask = (due) =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      response.resume()
      response.on('end', () =>
        // A loop too busy to ask the database in time says 503, and is as slow as it was.
        [200, 503].includes(response.statusCode)
          ? resolve(performance.now() - due)
          : reject(new Error(`${url} answered ${response.statusCode}.`)),
      )
    })
    request.on('error', reject)
  })

let due = performance.now()
const pace = setInterval(() => {
  for (; due <= performance.now(); due += intervalMs) asked.push(ask(due))
}, intervalMs)

parentPort.on('message', async (message) => {
  if (message === 'begin') {
    asked = []
    return
  }
  clearInterval(pace)
  parentPort.postMessage(await Promise.all(asked))
  agent.destroy()
})
