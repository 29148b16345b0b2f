"""How bytes look on the wire: what Agillic does differently from other APIs, one module each."""
