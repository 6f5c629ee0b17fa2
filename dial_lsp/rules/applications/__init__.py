"""Rules of applications: type schemas, properties, nested routes and dependencies."""
