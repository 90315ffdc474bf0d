"""Area services 点单服务: needs, resources, orders, claims and volunteer posts."""
