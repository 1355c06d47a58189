'use client'

import './globals.css'

/** The last resort, when even the root layout threw: no providers, no words from outside. */
const GlobalError = ({ reset }: { error: Error; reset: () => void }) => (
  <html lang="en">
    <body>
      <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-3 p-6">
        <h1 className="text-xl">Kontor can’t show this page</h1>
        <p className="text-ink-soft">It was recorded. Nothing was charged or changed by it.</p>
        <button
          type="button"
          onClick={reset}
          className="w-fit rounded-md bg-accent px-4 py-2 font-medium text-on-accent"
        >
          Try again
        </button>
      </main>
    </body>
  </html>
)

export default GlobalError
