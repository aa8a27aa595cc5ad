"""Apache Spark as the machine that an audit runs on: many readers, many databases, one report."""
