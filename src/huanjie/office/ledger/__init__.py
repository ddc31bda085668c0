"""The append-only, hash-chained record of every act, and the one way to act: `@command`."""
