// Loaded into a child before its own code: ends it when the supervisor is gone, so that a killed supervisor leaves nothing behind.
// Listening would keep the child alive after its work is done; hence the unref.
if (process.connected) {
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
}
