// Loaded into a child before its own code: ends it when the supervisor is gone, so that a killed supervisor leaves nothing behind.
if (process.connected) process.once('disconnect', () => process.exit(1));
