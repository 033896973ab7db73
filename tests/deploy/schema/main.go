// Command schema checks Kubernetes objects as the API server decodes them: strictly. An unknown kind, an unknown or
// doubled field, a field of the wrong type or case is an error. So is an expression of an alert or of a dashboard that
// Prometheus would not parse.
//
//	schema FILE...     YAML files of one or more objects
//
// Prints each error with its file and object, and how many objects were right.
package main

import (
	"bufio"
	"bytes"
	encodingjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	certmanager "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"github.com/prometheus/prometheus/promql/parser"
	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// expressions returns the PromQL of an object.
func expressions(object runtime.Object) ([]string, error) {
	var found []string
	switch object := object.(type) {
	case *monitoring.PrometheusRule:
		for _, group := range object.Spec.Groups {
			for _, rule := range group.Rules {
				found = append(found, rule.Expr.String())
			}
		}
	case *core.ConfigMap:
		if object.Labels["grafana_dashboard"] == "" {
			break
		}
		for name, content := range object.Data {
			var dashboard struct {
				Panels []struct{ Targets []struct{ Expr string } }
			}
			if err := encodingjson.Unmarshal([]byte(content), &dashboard); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			for _, panel := range dashboard.Panels {
				for _, target := range panel.Targets {
					// Grafana fills its variables in before Prometheus sees them.
					found = append(found, strings.ReplaceAll(target.Expr, "$__rate_interval", "1m"))
				}
			}
		}
	}
	return found, nil
}

// check returns what is wrong with an object of YAML, and its name as far as it can be read.
func check(decoder runtime.Decoder, document []byte) (string, error) {
	object, kind, err := decoder.Decode(document, nil, nil)
	name := ""
	if object != nil {
		if named, accessError := meta.Accessor(object); accessError == nil {
			name = kind.Kind + " " + named.GetName()
		}
	}
	if err != nil {
		return name, err
	}
	found, err := expressions(object)
	if err != nil {
		return name, err
	}
	for _, expression := range found {
		if _, err := parser.ParseExpr(expression); err != nil {
			return name, fmt.Errorf("%s: %w", expression, err)
		}
	}
	return name, nil
}

// checkFile returns the number of objects and what is wrong with them.
func checkFile(decoder runtime.Decoder, path string) (int, []error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, []error{err}
	}
	var wrong []error
	count := 0
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return count, wrong
		}
		if err != nil {
			return count, append(wrong, fmt.Errorf("%s: %w", path, err))
		}
		count++
		if name, err := check(decoder, document); err != nil {
			if name == "" {
				name = fmt.Sprintf("object %d", count)
			}
			wrong = append(wrong, fmt.Errorf("%s: %s: %w", path, name, err))
		}
	}
}

func main() {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		apps.AddToScheme, autoscaling.AddToScheme, batch.AddToScheme, certmanager.AddToScheme, core.AddToScheme,
		monitoring.AddToScheme, networking.AddToScheme, policy.AddToScheme,
	} {
		if err := add(scheme); err != nil {
			panic(err)
		}
	}
	decoder := json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme, scheme,
		json.SerializerOptions{Yaml: true, Strict: true})

	total, failed := 0, false
	for _, path := range os.Args[1:] {
		count, wrong := checkFile(decoder, path)
		total += count
		for _, err := range wrong {
			fmt.Fprintln(os.Stderr, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
	fmt.Printf("%d objects\n", total)
}
